import { join } from "node:path";
import { knownProcess } from "../../lib/browser/known_process.ts";
import { withFolderLock } from "../../lib/browser/with_folder_lock.ts";
import { realHost } from "../../lib/host.ts";
import { assertEquals, assertRejects } from "../assert.ts";
import { inFolder } from "../fake_host.ts";

const host = realHost();

Deno.test("withFolderLock() lets one work and the others wait for it", () =>
  inFolder({}, async (folder) => {
    let done = false;
    let works = 0;
    const work = async () => {
      works++;
      await new Promise((resolve) => setTimeout(resolve, 30));
      done = true;
    };
    const shared = { done: () => Promise.resolve(done), work };
    await Promise.all([1, 2, 3].map(() => withFolderLock(host, join(folder, "lock"), shared)));
    assertEquals([works, await namesIn(folder)], [1, []]);
  }));

Deno.test("withFolderLock() takes over a lock whose process is gone, and one that is too old", async () => {
  const own = await knownProcess(host, host.system.pid);
  for (const [owner, ageMs] of [[{ ...own, start: "another" }, 0], [own, 7 * 60_000]] as const) {
    await inFolder({ "lock/owner.json": JSON.stringify(owner) }, async (folder) => {
      const later = { ...host, now: () => new Date(Date.now() + ageMs) };
      let done = false;
      const work = () => Promise.resolve(void (done = true));
      await withFolderLock(later, join(folder, "lock"), { done: () => Promise.resolve(done), work });
      assertEquals([done, await namesIn(folder)], [true, []]);
    });
  }
});

Deno.test("withFolderLock() gives the lock back when the work fails", () =>
  inFolder({}, async (folder) => {
    const failing = { done: () => Promise.resolve(false), work: () => Promise.reject(new Error("no")) };
    await assertRejects(() => withFolderLock(host, join(folder, "lock"), failing), Error, "no");
    assertEquals(await namesIn(folder), []);
  }));

async function namesIn(folder: string): Promise<readonly string[]> {
  return await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
}
