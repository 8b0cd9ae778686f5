import { readTar } from "../../lib/browser/read_tar.ts";
import { assertEquals, assertThrows } from "../assert.ts";

Deno.test("readTar() gives regular files with their path, mode and bytes", () => {
  const archive = tar(entry("lib/", "", { type: "5" }), entry("lib/a.so", "abc", { mode: "0000755" }), entry("b", ""));
  assertEquals(readTar(archive), [
    { path: "lib/a.so", executable: true, bytes: new TextEncoder().encode("abc") },
    { path: "b", executable: false, bytes: new Uint8Array() },
  ]);
});

Deno.test("readTar() puts the prefix of a long path before its name", () => {
  const [file] = readTar(tar(entry("file", "x", { prefix: "very/long" })));
  assertEquals(file?.path, "very/long/file");
});

Deno.test("readTar() refuses paths that lead outside and files that are cut off", () => {
  for (const path of ["/etc/passwd", "../up", "a/../../up", "a\\b"]) {
    assertThrows(() => readTar(tar(entry(path, "x"))), Error, "expected one inside");
  }
  assertThrows(() => readTar(entry("a", "x".repeat(600)).subarray(0, 700)), Error, '"a" is cut off');
});

interface EntryOptions {
  readonly mode?: string;
  readonly type?: string;
  readonly prefix?: string;
}

function entry(path: string, content: string, { mode = "0000644", type = "0", prefix = "" }: EntryOptions = {}) {
  const bytes = new TextEncoder().encode(content);
  const block = new Uint8Array(512 + Math.ceil(bytes.length / 512) * 512);
  const put = (text: string, offset: number) => block.set(new TextEncoder().encode(text), offset);
  put(path, 0);
  put(`${mode}\0`, 100);
  put(`${bytes.length.toString(8).padStart(11, "0")}\0`, 124);
  put(type, 156);
  put("ustar\0", 257);
  put(prefix, 345);
  block.set(bytes, 512);
  return block;
}

function tar(...entries: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array([...entries.flatMap((bytes) => [...bytes]), ...new Uint8Array(1024)]);
}
