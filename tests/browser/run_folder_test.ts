import os from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { knownProcess } from "../../lib/browser/known_process.ts";
import { processStart } from "../../lib/browser/process_start.ts";
import { openRunFolder } from "../../lib/browser/run_folder.ts";
import { RUN_FOLDER_PREFIX, runFolderPrefix } from "../../lib/browser/run_record.ts";
import { sweepRunFolders } from "../../lib/browser/sweep_run_folders.ts";
import { type Host, realHost } from "../../lib/host.ts";
import { assertEquals, assertGreaterOrEqual } from "../assert.ts";
import { inFolder } from "../fake_host.ts";
import { PERMISSIONS } from "../program.ts";
import { until } from "./browser_fixture.ts";

Deno.test("openRunFolder() is the temporary folder of libraries until it is disposed, and is gone then", async () => {
  const before = os.tmpdir();
  const folder = await openRunFolder(realHost());
  assertEquals(os.tmpdir(), folder.path);
  await Deno.writeTextFile(join(folder.path, "left"), "");
  await folder[Symbol.asyncDispose]();
  assertEquals(os.tmpdir(), before);
  assertEquals(await realHost().files.info(folder.path), null);
});

Deno.test("sweepRunFolders() leaves a run alone that is still on", () =>
  inTemporary(async (host, folder) => {
    await writeRecord(folder, { owner: await knownProcess(host, host.system.pid), browsers: [] });
    assertEquals(await sweepRunFolders(host), { folders: 0, browsers: 0 });
  }));

Deno.test("sweepRunFolders() removes the folder of a run that is gone, and ends its browser and no other process", () =>
  inTemporary(async (host, folder) => {
    const browser = sleeper();
    const bystander = sleeper();
    const known = await knownProcess(host, browser.pid);
    const reused = { ...await knownProcess(host, bystander.pid), start: "long ago" };
    const owner = { ...await knownProcess(host, host.system.pid), start: "long ago" };
    await writeRecord(folder, { owner, browsers: [known, reused] });
    assertEquals(await sweepRunFolders(host), { folders: 1, browsers: 1 });
    assertEquals((await browser.status).signal, "SIGKILL");
    assertEquals(await realHost().files.info(folder), null);
    bystander.kill("SIGTERM");
    assertEquals((await bystander.status).signal, "SIGTERM");
  }));

Deno.test("sweepRunFolders() believes no record of another machine, of another user, or without a start", () =>
  inTemporary(async (host, folder) => {
    const owner = { ...await knownProcess(host, host.system.pid), start: "long ago" };
    for (const other of [{ ...owner, machine: "elsewhere" }, { ...owner, start: null }]) {
      await writeRecord(folder, { owner: other, browsers: [] });
      assertEquals(await sweepRunFolders(host), { folders: 0, browsers: 0 });
    }
    await writeRecord(folder, { owner, browsers: [] });
    const stranger = { ...host, system: { ...host.system, uid: 12_345 } };
    assertEquals(await sweepRunFolders(stranger), { folders: 0, browsers: 0 });
  }));

Deno.test("sweepRunFolders() removes the folder of a run whose start nobody could find out, when there is no such process", () =>
  inTemporary(async (host, folder) => {
    const owner = { ...await knownProcess(host, host.system.pid), pid: 2 ** 22 + 1, start: null };
    await writeRecord(folder, { owner, browsers: [] });
    assertEquals(await sweepRunFolders(host), { folders: 1, browsers: 0 });
  }));

Deno.test("sweepRunFolders() removes a folder without a record when it is an hour old and nothing is in it", () =>
  inTemporary(async (host, folder) => {
    const later = { ...host, now: () => new Date(Date.now() + 3_700_000) };
    assertEquals(await sweepRunFolders(later), { folders: 0, browsers: 0 });
    assertEquals(await Deno.readTextFile(join(folder, "file")), "");
    await Deno.rename(join(folder, "file"), join(folder, "run.json.0a1b2c3d.part"));
    assertEquals(await sweepRunFolders(host), { folders: 0, browsers: 0 });
    assertEquals(await sweepRunFolders(later), { folders: 1, browsers: 0 });
  }));

Deno.test("sweepRunFolders() removes the folder of a run that was killed before it wrote its record", () =>
  inFolder({}, async (temporary) => {
    const real = realHost();
    const host = { ...real, files: { ...real.files, tempFolder: temporary } };
    const gone = 2 ** 22 + 1;
    const left = [`${runFolderPrefix(real.system.pid)}a`, `${RUN_FOLDER_PREFIX}${gone}-elsewhere-a`];
    for (const name of [...left, `${runFolderPrefix(gone)}a`]) await Deno.mkdir(join(temporary, name));
    assertEquals(await sweepRunFolders(host), { folders: 1, browsers: 0 });
    assertEquals((await real.files.list(temporary)).map(({ name }) => name).sort(), left.sort());
  }));

Deno.test("sweepRunFolders() leaves nothing of a run that was killed in the middle", () =>
  inFolder({}, async (temporary) => {
    const script = fileURLToPath(new URL("launch_child.ts", import.meta.url));
    const args = ["run", "--no-check", "--cached-only", ...PERMISSIONS, script];
    const child = new Deno.Command(Deno.execPath(), { args, env: { TMPDIR: temporary }, stdout: "piped" }).spawn();
    const { pid, folder } = JSON.parse(await firstLine(child.stdout));
    assertEquals((await Deno.stat(folder)).isDirectory, true);
    child.kill("SIGKILL");
    await child.status;
    const real = realHost();
    const host = { ...real, files: { ...real.files, tempFolder: temporary } };
    assertGreaterOrEqual((await sweepRunFolders(host)).folders, 1);
    await until("the browser is gone", async () => await processStart(host, pid) === null);
    assertEquals(await real.files.list(temporary), []);
  }));

async function firstLine(stream: ReadableStream<Uint8Array>): Promise<string> {
  let text = "";
  for await (const piece of stream.pipeThrough(new TextDecoderStream())) {
    text += piece;
    if (text.includes("\n")) break;
  }
  return text.split("\n")[0] ?? "";
}

/** A host whose temporary folder holds the folder of one run. */
async function inTemporary(body: (host: Host, runFolder: string) => Promise<void>): Promise<void> {
  await inFolder({ "qa-rig-run-1/file": "" }, async (temporary) => {
    const real = realHost();
    await body({ ...real, files: { ...real.files, tempFolder: temporary } }, join(temporary, "qa-rig-run-1"));
  });
}

async function writeRecord(folder: string, record: unknown): Promise<void> {
  await Deno.writeTextFile(join(folder, "run.json"), JSON.stringify(record));
}

function sleeper(): Deno.ChildProcess {
  return new Deno.Command("sleep", { args: ["60"], stdin: "null", stdout: "null", stderr: "null" }).spawn();
}
