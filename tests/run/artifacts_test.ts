import { assert, assertEquals, assertNotEquals } from "../assert.ts";
import { join } from "node:path";
import { realHost } from "../../lib/host.ts";
import { artifactFolder, Artifacts, safeFileName } from "../../lib/run/artifacts.ts";
import { inFolder } from "../fake_host.ts";

const HOSTILE = [
  "../../etc/passwd",
  "a\0b",
  "x".repeat(10_000),
  "CON",
  "nul.txt",
  "...",
  "",
  "ü".repeat(500) + ".png",
  "a/b\\c:d*e?",
  "\u202Egnp.exe",
  "  ",
];

Deno.test("safeFileName() gives a name that every file system takes", () => {
  for (const wished of HOSTILE) {
    const name = safeFileName(wished);
    assert(/^[\p{L}\p{N}_][\p{L}\p{N}._-]*$/u.test(name), `${JSON.stringify(wished)} became ${JSON.stringify(name)}`);
    assert(new TextEncoder().encode(name).length <= 124, name);
    assert(!name.includes(".."), name);
  }
});

Deno.test("safeFileName() keeps reserved Windows names apart from devices", () => {
  assertEquals([safeFileName("CON"), safeFileName("com1.png"), safeFileName("console.png")], [
    "_CON",
    "_com1.png",
    "console.png",
  ]);
});

Deno.test("safeFileName() keeps the ending of a long name", () => {
  assert(safeFileName(`${"a".repeat(300)}.png`).endsWith(".png"));
});

Deno.test("artifactFolder() gives unlike folders to ids that differ only in what is not readable", () => {
  assertNotEquals(artifactFolder("a/b.flow.yaml", 1), artifactFolder("a-b.flow.yaml", 1));
  assertNotEquals(artifactFolder("A.flow.yaml", 1).toLowerCase(), artifactFolder("a.flow.yaml", 1).toLowerCase());
});

/** Artifacts of an attempt in `out`, and what they told of. */
function artifactsIn(folder: string) {
  const [lost, made]: [string[], string[]] = [[], []];
  const options = {
    lost: (message: string) => void lost.push(message),
    made: (path: string) => void made.push(path),
    mask: (name: string) => name,
  };
  return { artifacts: new Artifacts(realHost(), join(folder, "out"), "artifacts/a/attempt-1", options), lost, made };
}

Deno.test("Artifacts takes the place of a file of an earlier run, and of no link, folder or file with another name", async () => {
  const files = { "mine.txt": "mine", "out/artifacts/a/attempt-1/b.txt/inner": "mine", "earlier.txt": "earlier" };
  await inFolder(files, async (folder) => {
    const own = join(folder, "out/artifacts/a/attempt-1");
    await Deno.symlink(join(folder, "mine.txt"), join(own, "a.txt"));
    await Deno.link(join(folder, "earlier.txt"), join(own, "c.txt"));
    const { artifacts, lost, made } = artifactsIn(folder);
    for (const name of ["a.txt", "b.txt", "c.txt"]) await artifacts.keep(name, new Uint8Array([110]), "other");
    assertEquals(lost, []);
    assertEquals(made, ["a-2.txt", "b-2.txt", "c.txt"].map((name) => join(own, name)));
    assertEquals(await Deno.readTextFile(join(folder, "mine.txt")), "mine");
    assertEquals(await Deno.readTextFile(join(own, "b.txt/inner")), "mine");
    assertEquals([await Deno.readTextFile(join(own, "c.txt")), await Deno.readTextFile(join(folder, "earlier.txt"))], [
      "n",
      "earlier",
    ]);
  });
});

Deno.test("Artifacts follows no link that stands where its folder should, and says so", () =>
  inFolder({ "elsewhere/x": "", "out/x": "" }, async (folder) => {
    await Deno.symlink(join(folder, "elsewhere"), join(folder, "out/artifacts"));
    const { artifacts, lost } = artifactsIn(folder);
    assertEquals(await artifacts.keep("a.txt", new Uint8Array([110]), "other"), null);
    assertEquals(lost, [
      `Cannot keep artifact "a.txt": found a link at "${join(folder, "out/artifacts")}", expected a folder`,
    ]);
    assertEquals(await Array.fromAsync(Deno.readDir(join(folder, "elsewhere")), ({ name }) => name), ["x"]);
  }));
