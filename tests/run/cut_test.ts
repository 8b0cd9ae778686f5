import { assertEquals, assertInstanceOf, assertRejects, assertStrictEquals } from "../assert.ts";
import { Cut, cutOf, deadline, HungError, raceCut, within } from "../../lib/run/cut.ts";

const CUT = new Cut("step_deadline", "Too late");

Deno.test("raceCut() gives the work's own result when it ends before the signal", async () => {
  assertEquals(await raceCut(Promise.resolve(7), new AbortController().signal), 7);
});

Deno.test("raceCut() lets work end by itself after the signal", async () => {
  const controller = new AbortController();
  const work = new Promise<never>((_, reject) => {
    controller.signal.addEventListener("abort", () => reject(new Error("own words")));
  });
  const raced = raceCut(work, controller.signal);
  controller.abort(CUT);
  assertEquals((await assertRejects(() => raced)).message, "own words");
});

Deno.test("raceCut() leaves work behind that ignores its signal", async () => {
  const controller = new AbortController();
  const raced = raceCut(new Promise<never>(() => {}), controller.signal);
  controller.abort(CUT);
  assertInstanceOf(await assertRejects(() => raced), HungError);
});

Deno.test("cutOf() gives the reason of an aborted signal, and null before", async () => {
  using limit = deadline(1, CUT);
  assertEquals(cutOf(limit.signal), null);
  await new Promise((resolve) => limit.signal.addEventListener("abort", resolve));
  assertStrictEquals(cutOf(limit.signal), CUT);
});

Deno.test("within() rejects with the error it was given when the work takes too long", async () => {
  const late = new Error("late");
  assertStrictEquals(await assertRejects(() => within(1, new Promise(() => {}), late)), late);
});
