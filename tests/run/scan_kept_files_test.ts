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

/** In most tests every file can be searched. */
function doubtful(path: string, reason: string): void {
  throw new Error(`Cannot search "${path}": ${reason}`);
}

/** In most tests it is looked at what became of the files. */
function redacted(): void {}

Deno.test("scanKeptFiles() overwrites a secret in text and removes a binary file with one", async () => {
  const files = {
    "out/artifacts/a.txt": `a ${SECRET}`,
    "out/artifacts/b.bin": `\0${SECRET}`,
    "out/artifacts/c.txt": "c",
  };
  await inFolder(files, async (folder) => {
    const artifacts = Object.keys(files).map((name) => join(folder, name));
    const told: string[] = [];
    const redacted = (path: string, done: string) => void told.push(`${path.slice(folder.length + 1)} ${done}`);
    const kept = { outputFolder: join(folder, "out"), artifacts, reports: [], doubtful, redacted };
    assertEquals(await scanKeptFiles(realHost(), masker(SECRET), kept), 2);
    assertEquals(told, ["out/artifacts/a.txt masked", "out/artifacts/b.bin removed"]);
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
    const kept = { outputFolder: join(folder, "out"), artifacts: [], reports, doubtful, redacted };
    await scanKeptFiles(realHost(), masker(SECRET), kept);
    open.write('{"last":1}\n');
    assertEquals(await Deno.readTextFile(join(folder, "out/events.jsonl")), '{"a":"***"}\n{"last":1}\n');
    assertEquals(await Deno.readTextFile(join(folder, "report.html")), "***");
    assertEquals(await names(join(folder, "out")), ["events.jsonl", "odd.txt"]);
  });
});

Deno.test("scanKeptFiles() never touches report.json, nor a number in a report that is a PIN by chance", async () => {
  const files = { "report.json": SECRET, "report.previous.json": SECRET, "report.html": "<p>1234 ms</p>" };
  await inFolder(files, async (folder) => {
    const kept = {
      outputFolder: folder,
      artifacts: [],
      reports: [join(folder, "report.json"), join(folder, "report.html")],
      doubtful,
      redacted,
    };
    assertEquals(await scanKeptFiles(realHost(), masker(SECRET, "1234"), kept), 0);
    for (const [name, text] of Object.entries(files)) {
      assertEquals(await Deno.readTextFile(join(folder, name)), text);
    }
  });
});

Deno.test("scanKeptFiles() takes a report that was never written, or is a device, as none", async () => {
  await inFolder({}, async (folder) => {
    const kept = {
      outputFolder: folder,
      artifacts: [],
      reports: [join(folder, "gone.html"), "/dev/null"],
      doubtful,
      redacted,
    };
    assertEquals(await scanKeptFiles(realHost(), masker(SECRET), kept), 0);
  });
});

/** The real files, but for what is refused for `a.txt`. */
function refusing(...methods: readonly ("readBytes" | "replace" | "removeFile")[]) {
  const real = realHost();
  const refused = methods.map((name) => {
    const method = real.files[name] as (path: string, ...rest: unknown[]) => Promise<unknown>;
    return [
      name,
      (path: string, ...rest: unknown[]) =>
        path.endsWith("a.txt")
          ? Promise.reject(new Error(`Permission denied (os error 13): ${name} '${path}'`))
          : method(path, ...rest),
    ];
  });
  return { ...real, files: { ...real.files, ...Object.fromEntries(refused) } };
}

for (const methods of [["readBytes"], ["replace", "removeFile"]] as const) {
  Deno.test(`scanKeptFiles() names a file of which it can do no ${methods.join(" and no ")}, and goes on`, async () => {
    await inFolder({ "out/a.txt": SECRET, "out/b.txt": SECRET }, async (folder) => {
      const doubts: (readonly [path: string, reason: string])[] = [];
      const kept = {
        outputFolder: join(folder, "out"),
        artifacts: [join(folder, "out/a.txt"), join(folder, "out/b.txt")],
        reports: [],
        doubtful: (...doubt: [string, string]) => doubts.push(doubt),
        redacted,
      };
      assertEquals(await scanKeptFiles(refusing(...methods), masker(SECRET), kept), 1);
      assertEquals(doubts, [[join(folder, "out/a.txt"), "Permission denied (os error 13)"]]);
      assertEquals(await Deno.readTextFile(join(folder, "out/b.txt")), "***");
      doubts.length = 0;
      assertEquals(await scanKeptFiles(refusing(...methods), masker(), kept), 0);
      assertEquals(doubts, [], "without a secret there is nothing to find");
    });
  });
}

Deno.test("scanKeptFiles() searches a file that is too large for one text, also where a part ends", async () => {
  await inFolder({ "out/a.bin": "" }, async (folder) => {
    const kept = {
      outputFolder: join(folder, "out"),
      artifacts: [join(folder, "out/a.bin")],
      reports: [],
      doubtful,
      redacted,
    };
    {
      using file = await Deno.open(join(folder, "out/a.bin"), { write: true });
      await file.seek(128 * 1024 * 1024 - 5, Deno.SeekMode.Start);
      await file.write(new TextEncoder().encode(`\0${SECRET}\0`));
    }
    assertEquals(await scanKeptFiles(realHost(), masker(SECRET), kept), 1);
    assertEquals(await names(join(folder, "out")), []);
  });
});

Deno.test("scanKeptFiles() leaves a file that the run did not make, wherever it stands and whatever is in it", async () => {
  const files = { ".env": `TOKEN=${SECRET}`, "key.der": `\0${SECRET}`, "artifacts/older/a.txt": SECRET };
  await inFolder(files, async (folder) => {
    const kept = { outputFolder: folder, artifacts: [], reports: [join(folder, "events.jsonl")], doubtful, redacted };
    assertEquals(await scanKeptFiles(realHost(), masker(SECRET), kept), 0);
    for (const [name, text] of Object.entries(files)) assertEquals(await Deno.readTextFile(join(folder, name)), text);
  });
});

async function names(folder: string): Promise<readonly string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
}
