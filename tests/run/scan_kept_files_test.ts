import { join } from "node:path";
import { realHost } from "../../lib/host.ts";
import { Masker } from "../../lib/mask.ts";
import { scanKeptFiles } from "../../lib/run/scan_kept_files.ts";
import { assertEquals } from "../assert.ts";
import { inFolder } from "../fake_host.ts";

const SECRET = "correct-horse-battery";

function masker(...secrets: readonly string[]): Masker {
  const masker = new Masker();
  for (const secret of secrets) masker.add(secret, "key");
  return masker;
}

Deno.test("scanKeptFiles() overwrites a secret in text and removes a binary file with one", async () => {
  const files = {
    "out/artifacts/a.txt": `a ${SECRET}`,
    "out/artifacts/b.bin": `\0${SECRET}`,
    "out/artifacts/c.txt": "c",
  };
  await inFolder(files, async (folder) => {
    const kept = { outputFolder: join(folder, "out"), reports: [] };
    assertEquals(await scanKeptFiles(realHost(), masker(SECRET), kept), 2);
    assertEquals(await Deno.readTextFile(join(folder, "out/artifacts/a.txt")), "a ***");
    assertEquals(await names(join(folder, "out/artifacts")), ["a.txt", "c.txt"]);
    assertEquals(await scanKeptFiles(realHost(), masker(SECRET), kept), 0);
  });
});

Deno.test("scanKeptFiles() overwrites a secret in a report wherever it stands, in the same file, and removes none", async () => {
  const files = { "out/events.jsonl": `{"a":"${SECRET}"}\n`, "report.html": SECRET, "out/odd.txt": `\0${SECRET}` };
  await inFolder(files, async (folder) => {
    const reports = Object.keys(files).map((name) => join(folder, name));
    using open = await realHost().files.openAppend(join(folder, "out/events.jsonl"));
    await scanKeptFiles(realHost(), masker(SECRET), { outputFolder: join(folder, "out"), reports });
    open.write('{"last":1}\n');
    assertEquals(await Deno.readTextFile(join(folder, "out/events.jsonl")), '{"a":"***"}\n{"last":1}\n');
    assertEquals(await Deno.readTextFile(join(folder, "report.html")), "***");
    assertEquals(await names(join(folder, "out")), ["events.jsonl", "odd.txt"]);
  });
});

Deno.test("scanKeptFiles() never touches report.json, nor a number in a report that is a PIN by chance", async () => {
  const files = { "report.json": SECRET, "report.previous.json": SECRET, "report.html": "<p>1234 ms</p>" };
  await inFolder(files, async (folder) => {
    const kept = { outputFolder: folder, reports: [join(folder, "report.json"), join(folder, "report.html")] };
    assertEquals(await scanKeptFiles(realHost(), masker(SECRET, "1234"), kept), 0);
    for (const [name, text] of Object.entries(files)) {
      assertEquals(await Deno.readTextFile(join(folder, name)), text);
    }
  });
});

Deno.test("scanKeptFiles() takes a report that was never written, or is a device, as none", async () => {
  await inFolder({}, async (folder) => {
    const kept = { outputFolder: folder, reports: [join(folder, "gone.html"), "/dev/null"] };
    assertEquals(await scanKeptFiles(realHost(), masker(SECRET), kept), 0);
  });
});

Deno.test("scanKeptFiles() counts a secret that it can do nothing about, and goes on", async () => {
  const files = { "out/a.txt": SECRET, "out/b.txt": SECRET };
  await inFolder(files, async (folder) => {
    const real = realHost();
    const refuse = (path: string) => path.endsWith("a.txt");
    const host = {
      ...real,
      files: {
        ...real.files,
        replace: (path: string, content: string | Uint8Array) =>
          refuse(path) ? Promise.reject(new Error("refused")) : real.files.replace(path, content),
        remove: (path: string) => refuse(path) ? Promise.reject(new Error("refused")) : real.files.remove(path),
      },
    };
    assertEquals(await scanKeptFiles(host, masker(SECRET), { outputFolder: join(folder, "out"), reports: [] }), 2);
    assertEquals(await Deno.readTextFile(join(folder, "out/b.txt")), "***");
  });
});

async function names(folder: string): Promise<readonly string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
}
