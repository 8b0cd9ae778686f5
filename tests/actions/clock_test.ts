import { clock } from "../../lib/actions/clock.ts";
import { assert, assertEquals } from "../assert.ts";
import { browserTest, type Fixture } from "./page_fixture.ts";
import { perform, problemsOf } from "./perform.ts";

const PAGE = `<script>globalThis.ticks = 0; setInterval(() => ticks++, 60000);</script>`;
const SET = "2026-01-31T10:00:00Z";

const now = ({ page }: Fixture) => page.evaluate<number>("Date.now()");

browserTest("clock stands still where it is set, also in the past and after a navigation", async (open) => {
  const fixture = await open(`<script>setInterval(() => Date.now(), 1)</script>`);
  for (const set of [SET, "2001-02-03", "2040-01-01T00:00:00+02:00"]) {
    await perform(clock, { set }, fixture);
    assertEquals(await now(fixture), Date.parse(set));
  }
  await fixture.page.reload();
  assertEquals(await now(fixture), Date.parse("2039-12-31T22:00:00Z"));
});

browserTest("clock lets time pass, and timers fire as often as they would", async (open) => {
  const fixture = await open(PAGE);
  await perform(clock, { set: SET }, fixture);
  await fixture.page.reload();
  await perform(clock, { advance: "5m" }, fixture);
  assertEquals(await now(fixture), Date.parse(SET) + 300_000);
  assertEquals(await fixture.page.evaluate("ticks"), 5);
});

browserTest("clock flows after install and after resume", async (open) => {
  const fixture = await open(PAGE);
  const flows = async () => {
    const before = await now(fixture);
    await fixture.page.waitForFunction(`Date.now() > ${before}`);
    return before;
  };
  await perform(clock, { install: SET }, fixture);
  assert(await flows() - Date.parse(SET) < 60_000);
  await perform(clock, { set: SET }, fixture);
  await perform(clock, { resume: true }, fixture);
  assert(await flows() - Date.parse(SET) < 60_000);
});

/** Pages whose timers would be called without end, or hundreds of thousands of times in an hour. */
const BUSY_PAGES = [
  ["animation frames", `(function next() { calls++; show(); requestAnimationFrame(next); })()`],
  ["an interval of 0", `setInterval(() => { calls++; show(); })`],
  ["timeouts of 0", `(function next() { calls++; show(); setTimeout(next); })()`],
  [
    "promises of animation frames",
    `(async () => { for (;;) { calls++; show(); await new Promise(requestAnimationFrame); } })()`,
  ],
  [
    "a frame and an interval of 0",
    `setInterval(() => calls++, 0); (function next() { show(); requestAnimationFrame(next); })()`,
  ],
] as const;

for (const [what, script] of BUSY_PAGES) {
  browserTest(`clock stands still, jumps and flows on a page with ${what}`, async (open) => {
    const fixture = await open(
      `<h1>0</h1><script>
      globalThis.calls = globalThis.seconds = 0;
      const heading = document.querySelector("h1");
      function show() { heading.textContent = performance.now(); document.body.offsetHeight; }
      setInterval(() => seconds++, 1000);
      ${script}
    </script>`,
      { timeoutMs: 5_000 },
    );
    const page = fixture.page;
    await perform(clock, { install: SET }, fixture);
    await page.reload();
    for (const day of ["2026-02-01", "2026-02-02"]) {
      await perform(clock, { set: day }, fixture);
      const [calls, seconds] = [await page.evaluate<number>("calls"), await page.evaluate<number>("seconds")];
      await perform(clock, { advance: "1s" }, fixture);
      assert(await page.evaluate<number>("calls") - calls >= 60, "a short time is exact");
      await perform(clock, { advance: "1h" }, fixture);
      await perform(clock, { advance: "23h" }, fixture);
      assertEquals(await now(fixture), Date.parse(day) + 86_401_000);
      assertEquals(await page.evaluate<number>("seconds") - seconds, 86_401);
      assert(await page.evaluate<number>("calls") - calls < 10_000, "a long one is not");
      await perform(clock, { resume: true }, fixture);
      const before = await now(fixture);
      await page.waitForFunction(`Date.now() > ${before}`);
    }
  });
}

browserTest("clock that is only advanced starts from now", async (open) => {
  const fixture = await open(PAGE);
  const before = Date.now();
  await perform(clock, { advance: "1h" }, fixture);
  assert(Math.abs(await now(fixture) - before - 3_600_000) < 60_000);
});

Deno.test("clock refuses a time that is not the same everywhere", () => {
  const expected = "expected a day such as 2026-01-31, or an instant such as 2026-01-31T10:00:00Z";
  for (const set of ["2026-01-31T10:00:00", "tomorrow", "2026-13-01"]) {
    assertEquals(problemsOf(clock, { set }), [`${expected}, found "${set}"`]);
  }
  assertEquals(problemsOf(clock, { set: SET, advance: "1s" }).length, 1);
});
