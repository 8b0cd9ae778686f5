import { ActionError } from "../../lib/actions/action_error.ts";
import { upload } from "../../lib/actions/upload.ts";
import { assertEquals, assertRejects } from "../assert.ts";
import { browserTest, type Fixture } from "./page_fixture.ts";
import { perform } from "./perform.ts";

const PAGE = `<label>Photo <input type="file" multiple></label><button id="choose">Choose</button><button>Idle</button>
  <script>
    const show = async ({ target }) => {
      const files = await Promise.all(Array.from(target.files, async (file) => [file.name, file.type, await file.text()]));
      globalThis.files = files;
    };
    document.querySelector("input").onchange = show;
    document.querySelector("#choose").onclick = () => {
      const input = Object.assign(document.createElement("input"), { type: "file", multiple: true });
      input.onchange = show;
      input.click();
    };
  </script>`;

async function files({ page }: Fixture): Promise<unknown> {
  await page.waitForFunction("globalThis.files");
  return page.evaluate("files");
}

browserTest("upload gives files of the machine to a file input", async (open) => {
  const fixture = await open(PAGE);
  await Deno.writeTextFile(`${fixture.folder}/a.txt`, "hi");
  await perform(upload, { label: "Photo", files: "a.txt" }, fixture);
  assertEquals(await files(fixture), [["a.txt", "text/plain", "hi"]]);
});

browserTest("upload gives inline files to the chooser that a click opens, also beside others", async (open) => {
  const fixture = await open(PAGE);
  await Deno.writeTextFile(`${fixture.folder}/a.csv`, "1,2");
  const inline = { file_name: "b.json", content: "{}" };
  const typed = { file_name: "c", media_type: "text/x-own", content: "own" };
  await perform(upload, { text: "Choose", files: ["a.csv", inline, typed] }, fixture);
  const expected = [["a.csv", "text/csv", "1,2"], ["b.json", "application/json", "{}"], ["c", "text/x-own", "own"]];
  assertEquals(await files(fixture), expected);
});

browserTest("upload fails when a click opens no chooser", async (open) => {
  const fixture = await open(PAGE, { timeoutMs: 1_500 });
  const input = { text: "Idle", files: [{ file_name: "a", content: "" }] };
  const error = await assertRejects(() => perform(upload, input, fixture), ActionError);
  assertEquals(error.message, 'Cannot upload to "Idle": found no file chooser after the click, expected one');
  await assertRejects(() => perform(upload, { ...input, text: "Nothing" }, fixture), Error, "Timeout");
});

browserTest("upload fails on a file that is not there", async (open) => {
  const fixture = await open(PAGE);
  const error = await assertRejects(() => perform(upload, { label: "Photo", files: "no.txt" }, fixture), ActionError);
  assertEquals(error.message, 'Cannot read "no.txt": found no such file, expected one');
});
