import { join } from "node:path";
import { kindOf, moveTo, openNew, refusalOf, removeFile, replace, rewrite, writeNew } from "../lib/write_files.ts";
import { assert, assertEquals, assertRejects } from "./assert.ts";
import { inFolder } from "./fake_host.ts";

/** Both ways to write a report: whole, and event by event. */
const WAYS: Readonly<Record<string, (path: string, text: string) => Promise<void>>> = {
  replace,
  async openNew(path, text) {
    using file = await openNew(path);
    file.write(text);
    file.sync();
  },
};

for (const [name, write] of Object.entries(WAYS)) {
  Deno.test(`${name}() writes a file anew, with the mode that it had, and leaves other names of the old one alone`, () =>
    inFolder({ "a.txt": "old" }, async (folder) => {
      const path = join(folder, "a.txt");
      await Deno.chmod(path, 0o640);
      await Deno.link(path, join(folder, "backup"));
      await write(path, "new");
      assertEquals(await Deno.readTextFile(path), "new");
      assertEquals(await Deno.readTextFile(join(folder, "backup")), "old");
      assertEquals(((await Deno.stat(path)).mode ?? 0) & 0o777, 0o640);
      assertEquals((await Array.fromAsync(Deno.readDir(folder))).length, 2);
    }));

  Deno.test(`${name}() follows links, also to what is not there yet, and keeps them`, () =>
    inFolder({ "there/a.txt": "old" }, async (folder) => {
      await Deno.symlink("there/a.txt", join(folder, "link"));
      await Deno.symlink("link", join(folder, "link to link"));
      await Deno.symlink("there/b.txt", join(folder, "ahead"));
      await write(join(folder, "link to link"), "new");
      await write(join(folder, "ahead"), "b");
      assertEquals(await Deno.readTextFile(join(folder, "there/a.txt")), "new");
      assertEquals(await Deno.readTextFile(join(folder, "there/b.txt")), "b");
      for (const link of ["link", "link to link", "ahead"]) assertEquals(await kindOf(join(folder, link)), "link");
    }));

  Deno.test(`${name}() refuses a folder, a link to one and a circle of links, and leaves them`, () =>
    inFolder({ "src/a.ts": "1", "empty/x": "" }, async (folder) => {
      await Deno.remove(join(folder, "empty/x"));
      await Deno.symlink("src", join(folder, "link"));
      await Deno.symlink("one", join(folder, "other"));
      await Deno.symlink("other", join(folder, "one"));
      for (const path of ["src", "empty", "link", "one"].map((path) => join(folder, path))) {
        assert(await refusalOf(path) !== null);
        await assertRejects(() => write(path, "x"));
      }
      assertEquals(await Deno.readTextFile(join(folder, "src/a.ts")), "1");
      assertEquals(await kindOf(join(folder, "empty")), "folder");
      assertEquals((await Array.fromAsync(Deno.readDir(folder))).length, 5);
    }));

  Deno.test({
    name: `${name}() writes to a device and to a pipe as they are`,
    ignore: Deno.build.os === "windows",
    fn: () =>
      inFolder({}, async (folder) => {
        const pipe = join(folder, "pipe");
        await new Deno.Command("mkfifo", { args: [pipe] }).output();
        const reader = new Deno.Command("cat", { args: [pipe], stdout: "piped" }).spawn();
        await write(pipe, "through the pipe");
        assertEquals(new TextDecoder().decode((await reader.output()).stdout), "through the pipe");
        assertEquals(await kindOf(pipe), "other");
        await write("/dev/null", "x");
        assertEquals((await Deno.stat("/dev/null")).isCharDevice, true);
      }),
  });

  Deno.test({
    name: `${name}() writes behind what stands in an open file of the process`,
    ignore: Deno.build.os !== "linux",
    fn: () =>
      inFolder({ "log.txt": "before\n" }, async (folder) => {
        const path = join(folder, "log.txt");
        const script = `import { ${name === "replace" ? "replace" : "openNew"} } from "${new URL(
          "../lib/write_files.ts",
          import.meta.url,
        )}";\n` +
          (name === "replace"
            ? 'await replace("/dev/stderr", "report\\n");'
            : 'using file = await openNew("/dev/stderr");\nfile.write("report\\n");\nfile.sync();');
        const command = `"${Deno.execPath()}" eval --no-config '${script}' 2>>"${path}"`;
        const { code } = await new Deno.Command("sh", { args: ["-c", command] }).output();
        assertEquals([code, await Deno.readTextFile(path)], [0, "before\nreport\n"]);
      }),
  });
}

Deno.test("refusalOf() says what is in the way, and changes nothing", () =>
  inFolder({ "file": "x" }, async (folder) => {
    const file = join(folder, "file");
    assertEquals(await refusalOf(file), null);
    assertEquals(await refusalOf(join(folder, "new/file")), null);
    assertEquals(await refusalOf(folder), "found a folder, expected a file");
    assertEquals(await refusalOf(join(file, "below/it")), `found the file "${file}", expected a folder`);
    assertEquals(await refusalOf("/dev/null"), null);
    assertEquals((await Array.fromAsync(Deno.readDir(folder))).length, 1);
  }));

Deno.test("removeFile() removes a file or a link, never a folder, even an empty one", () =>
  inFolder({ "file": "x", "folder/file": "x", "empty/x": "" }, async (folder) => {
    await Deno.remove(join(folder, "empty/x"));
    await Deno.symlink("folder", join(folder, "link"));
    for (const name of ["file", "link", "missing"]) await removeFile(join(folder, name));
    for (const name of ["folder", "empty"]) await assertRejects(() => removeFile(join(folder, name)));
    const names = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
    assertEquals(names.sort(), ["empty", "folder"]);
    assertEquals(await Deno.readTextFile(join(folder, "folder/file")), "x");
  }));

Deno.test("writeNew() and moveTo() refuse a place where something stands, also a link that leads nowhere", () =>
  inFolder({ "file": "x", "from": "new" }, async (folder) => {
    await Deno.symlink("nowhere", join(folder, "link"));
    await Deno.mkdir(join(folder, "empty"));
    for (const name of ["file", "link", "empty"]) {
      await assertRejects(() => writeNew(join(folder, name), "y"));
      await assertRejects(() => moveTo(join(folder, "from"), join(folder, name)));
    }
    assertEquals(await kindOf(join(folder, "nowhere")), null);
    assertEquals(await Deno.readTextFile(join(folder, "file")), "x");
  }));

Deno.test("rewrite() keeps the file the same for whoever has it open, and makes none", () =>
  inFolder({ "file": "old" }, async (folder) => {
    using open = await Deno.open(join(folder, "file"), { append: true });
    await rewrite(join(folder, "file"), "n");
    await open.write(new TextEncoder().encode("+"));
    assertEquals(await Deno.readTextFile(join(folder, "file")), "n+");
    await assertRejects(() => rewrite(join(folder, "missing"), "x"));
    await assertRejects(() => rewrite(folder, "x"));
  }));
