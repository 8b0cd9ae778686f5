import { join } from "node:path";
import { knownProcess } from "../../lib/browser/known_process.ts";
import { UsageError } from "../../lib/errors.ts";
import { type Host, realHost } from "../../lib/host.ts";
import { LOCK_NAME, lockOutput } from "../../lib/run/output_lock.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "../assert.ts";
import { fakeHost, inFolder } from "../fake_host.ts";

const host = realHost();

/** An output folder that is locked by this owner. */
async function lockedBy(owner: unknown) {
  return { [`out/${LOCK_NAME}/owner.json`]: JSON.stringify(await owner) };
}

Deno.test("lockOutput() names the pid of the run that writes into the folder", () =>
  inFolder({}, async (folder) => {
    const out = join(folder, "out");
    await using _first = await lockOutput(host, out);
    const error = await assertRejects(() => lockOutput(fakeHost({ cwd: folder }), out), UsageError);
    assertEquals(error.message, `Cannot write into folder "out": found the run with pid ${Deno.pid} that writes there`);
  }));

Deno.test("lockOutput() leaves nothing behind, so that the next run may write", () =>
  inFolder({}, async (folder) => {
    for (let run = 1; run <= 2; run++) {
      await using _lock = await lockOutput(host, folder);
    }
    assertEquals(await Array.fromAsync(Deno.readDir(folder)), []);
  }));

Deno.test("lockOutput() leaves nothing behind where the program is process 1, as in a container", () =>
  inFolder({}, async (folder) => {
    const first = { ...host, system: { ...host.system, pid: 1 } };
    for (let run = 1; run <= 2; run++) {
      await using _lock = await lockOutput(first, folder);
    }
    assertEquals(await Array.fromAsync(Deno.readDir(folder)), []);
  }));

Deno.test("lockOutput() takes over the lock of a process that is gone or has another start", async () => {
  const own = await knownProcess(host, host.system.pid);
  for (const owner of [{ ...own, start: "another" }, { ...own, pid: 2 ** 22 + 1 }]) {
    await inFolder(await lockedBy(owner), async (folder) => {
      const out = join(folder, "out");
      await using _lock = await lockOutput(host, out);
      assertStringIncludes(await Deno.readTextFile(join(out, LOCK_NAME, "owner.json")), `"pid":${Deno.pid}`);
      assertEquals((await Array.fromAsync(Deno.readDir(out))).length, 1);
    });
  }
});

Deno.test("lockOutput() believes another machine's lock as long as it is renewed", async () => {
  const owner = { machine: "elsewhere", pid: 77, start: null };
  await inFolder(await lockedBy(owner), async (folder) => {
    const out = join(folder, "out");
    const error = await assertRejects(() => lockOutput(host, out), UsageError);
    assertStringIncludes(error.message, "pid 77");
    const later = fakeHost({ overrides: { now: () => new Date(Date.now() + 120_000) } });
    await using _lock = await lockOutput(later, out);
  });
});

Deno.test("lockOutput() lets only one of several have a stale lock", async () => {
  const own = await knownProcess(host, host.system.pid);
  for (let round = 1; round <= 20; round++) {
    await inFolder(await lockedBy({ ...own, start: "another" }), async (folder) => {
      const out = join(folder, "out");
      const all = await Promise.allSettled(Array.from({ length: 6 }, () => lockOutput(host, out)));
      const locks = all.flatMap((one) => one.status === "fulfilled" ? [one.value] : []);
      assertEquals(locks.length, 1);
      for (const lock of locks) await lock[Symbol.asyncDispose]();
      assertEquals(await Array.fromAsync(Deno.readDir(out)), []);
    });
  }
});

/** A host that stops once, before it makes its own turn at a stale lock, until `others` have done something. */
function hesitatingHost(others: () => Promise<void>): Host {
  let hesitated = false;
  const moveTo = async (from: string, to: string) => {
    if (!hesitated && to.endsWith(".turn")) {
      hesitated = true;
      await others();
    }
    await host.files.moveTo(from, to);
  };
  return { ...host, files: { ...host.files, moveTo } };
}

Deno.test("lockOutput() leaves alone the lock of a run that took a stale one over in the meantime", async () => {
  const own = await knownProcess(host, host.system.pid);
  await inFolder(await lockedBy({ ...own, start: "another" }), async (folder) => {
    const out = join(folder, "out");
    let first: AsyncDisposable | undefined;
    const slow = hesitatingHost(async () => void (first = await lockOutput(host, out)));
    const error = await assertRejects(() => lockOutput(slow, out), UsageError);
    assertStringIncludes(error.message, `pid ${Deno.pid}`);
    await first?.[Symbol.asyncDispose]();
    assertEquals(await Array.fromAsync(Deno.readDir(out)), []);
  });
});

Deno.test("lockOutput() goes on after a run that was killed while it took a stale lock over", async () => {
  const own = await knownProcess(host, host.system.pid);
  const gone = JSON.stringify({ ...own, start: "another" });
  const files = { [`out/${LOCK_NAME}/owner.json`]: gone, [`out/${LOCK_NAME}.turn/owner.json`]: gone };
  await inFolder(files, async (folder) => {
    await using _lock = await lockOutput(host, join(folder, "out"));
    assertEquals((await Array.fromAsync(Deno.readDir(join(folder, "out")))).length, 1);
  });
});

Deno.test("lockOutput() leaves anything that has the name of a lock and is none, however old, and says what to do", async () => {
  const own = await knownProcess(host, host.system.pid);
  const gone = JSON.stringify({ ...own, start: "another" });
  const trees: readonly Readonly<Record<string, string>>[] = [
    { [`out/${LOCK_NAME}`]: "of another tool" },
    { [`out/${LOCK_NAME}/diary.txt`]: "mine" },
    { [`out/${LOCK_NAME}/owner.json`]: "{" },
    { [`out/${LOCK_NAME}/owner.json`]: gone, [`out/${LOCK_NAME}/diary.txt`]: "mine" },
  ];
  for (const tree of trees) {
    await inFolder(tree, async (folder) => {
      const out = join(folder, "out");
      const later = fakeHost({ cwd: folder, overrides: { now: () => new Date(Date.now() + 120_000) } });
      const error = await assertRejects(() => lockOutput(later, out), UsageError);
      assertEquals([error.message, error.hint], [
        'Cannot write into folder "out": found a lock that says of no run',
        `remove ${join("out", LOCK_NAME)} when no run writes there`,
      ]);
      for (const [path, text] of Object.entries(tree)) assertEquals(await Deno.readTextFile(join(folder, path)), text);
      assertEquals((await Array.fromAsync(Deno.readDir(out))).length, 1);
    });
  }
});

Deno.test("lockOutput() neither takes nor removes an empty folder or a link that has the name of a lock", () =>
  inFolder({ "elsewhere/owner.json": "mine" }, async (folder) => {
    for (
      const make of [
        () => Deno.mkdir(join(folder, LOCK_NAME)),
        () => Deno.symlink("elsewhere", join(folder, LOCK_NAME)),
      ]
    ) {
      await make();
      const later = fakeHost({ cwd: folder, overrides: { now: () => new Date(Date.now() + 120_000) } });
      await assertRejects(() => lockOutput(later, folder), UsageError);
      await Deno.remove(join(folder, LOCK_NAME));
    }
    assertEquals(await Deno.readTextFile(join(folder, "elsewhere", "owner.json")), "mine");
  }));

Deno.test("lockOutput() does not lock a folder that cannot be made", () =>
  inFolder({ "file": "" }, async (folder) => {
    await using _lock = await lockOutput(host, join(folder, "file", "out"));
  }));
