import { pause, poll, settled } from "../../lib/actions/poll.ts";
import { assertEquals, assertLess, assertRejects } from "../assert.ts";

const never = new AbortController().signal;

Deno.test("poll() looks until a look is enough", async () => {
  let looks = 0;
  assertEquals(await poll(() => Promise.resolve(++looks), (seen) => seen === 3, { timeout: 5_000, signal: never }), 3);
});

Deno.test("poll() gives the last look when the time is over, and looks at least once", async () => {
  let looks = 0;
  const limits = { timeout: 1, signal: never };
  assertEquals(await poll(() => Promise.resolve(++looks), () => false, limits) >= 1, true);
});

Deno.test("poll() goes on without end when the timeout is 0", async () => {
  let looks = 0;
  assertEquals(await poll(() => Promise.resolve(++looks), (seen) => seen === 2, { timeout: 0, signal: never }), 2);
});

Deno.test("poll() rejects with the signal's reason", async () => {
  const controller = new AbortController();
  const polled = poll(() => Promise.resolve(1), () => false, { timeout: 60_000, signal: controller.signal });
  controller.abort(new Error("stopped"));
  await assertRejects(() => polled, Error, "stopped");
});

Deno.test("pause() ends at once when the signal aborts", async () => {
  const before = performance.now();
  await assertRejects(() => pause(60_000, AbortSignal.abort(new Error("gone"))), Error, "gone");
  assertLess(performance.now() - before, 1_000);
});

Deno.test("settled() gives null when the time is over, and what came otherwise", async () => {
  assertEquals(await settled(new Promise(() => {}), { timeout: 5, signal: never }), null);
  assertEquals(await settled(Promise.resolve(7), { timeout: 5_000, signal: never }), 7);
  assertEquals(await settled(Promise.resolve(7), { timeout: 0, signal: never }), 7);
  await assertRejects(() => settled(Promise.reject(new Error("no")), { timeout: 5_000, signal: never }), Error, "no");
});
