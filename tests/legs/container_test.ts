import { assertEquals, assertMatch } from "../assert.ts";
import { inFolder } from "../fake_host.ts";
import { assembleImage, type Image, runInImage } from "./container.ts";
import { needed } from "./needed.ts";

/** Copies the base and assembles our image in it. */
async function inImage(body: (image: Image) => Promise<void>): Promise<void> {
  needed("TEST_EXECUTABLE_FULL", "the executable with Chromium inside");
  await inFolder({}, async (folder) => {
    const base = needed("TEST_MINIMAL_ROOT", "a root file system of debootstrap --variant=minbase");
    await new Deno.Command("cp", { args: ["-a", `${base}/.`, `${folder}/root`] }).output();
    await body(await assembleImage(`${folder}/root`));
  });
}

Deno.test("The container runs the demo as a user without rights, with the Chromium that was unpacked when it was built", () =>
  inImage(async (image) => {
    assertEquals(image.user, "qa");
    const { code, stdout, stderr } = await runInImage([...image.entrypoint, "demo"], image);
    const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
    assertEquals(code, 0, `${out}${err}`);
    assertMatch(out ?? "", /flows passed/);
    const report = JSON.parse(await Deno.readTextFile(`${image.root}/work/qa-rig-report/report.json`));
    assertEquals(report.browser.source, "embedded");
    const unpacked = await Array.fromAsync(Deno.readDir(`${image.root}/home/qa/.cache/qa-rig`), ({ name }) => name);
    assertEquals(unpacked.filter((name) => name.startsWith("chromium-")).length, 1);
  }));
