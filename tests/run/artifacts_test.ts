import { assert, assertEquals, assertNotEquals } from "../assert.ts";
import { artifactFolder, safeFileName } from "../../lib/run/artifacts.ts";

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
