import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ChromiumArchives } from "../../lib/browser/chromium_archives.ts";
import { packageArchives } from "../../lib/browser/fetch_chromium.ts";
import { unpackChromium } from "../../lib/browser/unpack_chromium.ts";
import { removePart } from "../../lib/browser/unpacked_folder.ts";
import { BrokenRunError } from "../../lib/errors.ts";
import { realHost } from "../../lib/host.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "../assert.ts";
import { inFolder } from "../fake_host.ts";
import { until } from "./browser_fixture.ts";

const host = realHost();
const archives = packageArchives(host, { offline: false, notify: () => {} });

/** The package holds Chromium for this system only. */
const ignore = host.system.os !== "linux" || host.system.arch !== "x86_64";

Deno.test({
  name: "unpackChromium() is done by one of many processes that start on an empty cache",
  ignore,
  fn: () =>
    inFolder({}, async (folder) => {
      const outputs = await Promise.all(Array.from({ length: 8 }, () => startChild(folder).output()));
      const lines = outputs.map(({ stdout }) => new TextDecoder().decode(stdout).trim().split("\n"));
      assertEquals(lines.map((line) => line.at(-1)), Array(8).fill(join(folder, "chromium-153.0.0", "chromium")));
      assertEquals(lines.flat().filter((line) => line.startsWith("Fetching")).length, 1);
      assertEquals(await namesIn(folder), ["chromium-153.0.0"]);
    }),
});

Deno.test({
  name: "unpackChromium() takes over from a process that was killed, and makes a damaged one again",
  ignore,
  fn: () =>
    inFolder({}, async (folder) => {
      const child = startChild(folder).spawn();
      await until("it is at work", async () => (await namesIn(folder)).some((name) => name.endsWith(".part")));
      child.kill("SIGKILL");
      await child.output();
      const { executable } = await unpackChromium(host, [folder], archives);
      assertEquals(await namesIn(folder), ["chromium-153.0.0"]);

      // Some archives hold empty folders.
      await Deno.mkdir(join(folder, "chromium-153.0.0", "empty", "inner"), { recursive: true });
      await Deno.truncate(executable, 1_000);
      await unpackChromium(host, [folder], archives);
      assertEquals((await Deno.stat(executable)).size, 209_022_176);
      const { stdout } = await host.run(executable, { args: ["--version"] });
      assertStringIncludes(stdout, "153.");
    }),
});

Deno.test("removePart() removes what a killed process left at any moment, and nothing else", () =>
  inFolder({}, async (folder) => {
    const parts = {
      empty: [],
      "killed while it wrote the list": ["complete.json.0a1b2c3d.part"],
      "killed while it unpacked": ["complete.json", "chromium"],
      "somebody else's": ["chromium"],
      "a list of somebody else's": ["list.json.0a1b2c3d.part"],
      "somebody else's beside a list": ["complete.json.0a1b2c3d.part", "chromium"],
    };
    const removed: string[] = [];
    for (const [part, names] of Object.entries(parts)) {
      await Deno.mkdir(join(folder, part));
      for (const name of names) {
        await Deno.writeTextFile(join(folder, part, name), name === "complete.json" ? "{}" : "");
      }
      if (await removePart(host, join(folder, part))) removed.push(part);
    }
    assertEquals(removed, Object.keys(parts).slice(0, 3));
    assertEquals(await namesIn(folder), Object.keys(parts).slice(3).sort());
    await Deno.writeTextFile(join(folder, "file"), "");
    assertEquals(await removePart(host, join(folder, "file")), false);
    assertEquals((await namesIn(folder)).includes("file"), true);
  }));

Deno.test("unpackChromium() refuses an archive with another hash, and leaves nothing behind", () =>
  inFolder({}, async (folder) => {
    const damaged: ChromiumArchives = { source: "embedded", read: () => Promise.resolve(new Uint8Array([1, 2, 3])) };
    const error = await assertRejects(() => unpackChromium(host, [folder], damaged), BrokenRunError);
    assertStringIncludes(error.message, 'found "chromium.br" with SHA-256 039058c6');
    assertEquals(error.hint, "the executable is damaged: get it again");
    assertEquals(await namesIn(folder), []);
  }));

Deno.test("unpackChromium() says where it could not write", () =>
  inFolder({ file: "" }, async (folder) => {
    const error = await assertRejects(() => unpackChromium(host, [join(folder, "file")], archives), BrokenRunError);
    assertStringIncludes(error.message, join(folder, "file"));
    assertStringIncludes(error.hint ?? "", "--cache-dir");
  }));

function startChild(folder: string): Deno.Command {
  const script = fileURLToPath(new URL("unpack_child.ts", import.meta.url));
  const permissions = ["--allow-read", "--allow-write", "--allow-env", "--allow-sys", "--allow-run"];
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "--cached-only", "--no-prompt", ...permissions, script, folder],
    stdout: "piped",
    stderr: "inherit",
  });
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await Array.fromAsync(Deno.readDir(folder), ({ name }) => name)).sort();
}
