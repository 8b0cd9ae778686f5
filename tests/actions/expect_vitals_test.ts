import { ActionError } from "../../lib/actions/action_error.ts";
import { expect_vitals } from "../../lib/actions/expect_vitals.ts";
import { assert, assertEquals, assertMatch, assertRejects } from "../assert.ts";
import { browserTest, type Fixture, htmlResponse } from "./page_fixture.ts";
import { perform, problemsOf } from "./perform.ts";

const PAGE = `<h1>Tea</h1><p>All kinds</p><button onclick="busy(+this.value)" value="0">Go</button>
<script>function busy(ms) { const end = performance.now() + ms; while (performance.now() < end); }</script>`;
const SLOW = { timeoutMs: 10_000 };

function failure(fixture: Fixture, input: unknown = {}): Promise<ActionError> {
  return assertRejects(() => perform(expect_vitals, input, fixture), ActionError);
}

browserTest("expect_vitals measures a page that was loaded long before", async (open) => {
  const fixture = await open(PAGE, SLOW);
  const data = await perform(expect_vitals, { lcp: "1h", fcp: "1h", ttfb: "1h", cls: 1 }, fixture);
  const { lcp_ms, fcp_ms, ttfb_ms, cls, inp_ms } = data;
  assert(typeof lcp_ms === "number" && typeof fcp_ms === "number" && lcp_ms >= fcp_ms && fcp_ms > 0);
  assert(typeof ttfb_ms === "number" && ttfb_ms <= fcp_ms);
  assertEquals([cls, inp_ms], [0, null]);
});

browserTest("expect_vitals without a budget checks what is called good", async (open) => {
  const slow = async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    setTimeout(resolve, 1_000);
    await promise;
    return htmlResponse(PAGE);
  };
  assertMatch(
    (await failure(await open(slow, SLOW))).message,
    /^Expected ttfb at most 800ms: found ttfb (1\d{3}ms|1s)$/,
  );
});

browserTest(
  "expect_vitals names what is over its budget, and what is not known yet only when nothing is",
  async (open) => {
    const fixture = await open(PAGE, { timeoutMs: 500 });
    const measured = async (seen: unknown) => {
      // Where the numbers are kept: with them there, nothing is measured.
      await fixture.page.evaluate((seen) => Object.assign(globalThis, { "qa-rig.vitals": seen }), seen);
      return (await failure(fixture)).message;
    };
    assertEquals(await measured({ TTFB: 1_003 }), "Expected ttfb at most 800ms: found ttfb 1003ms");
    assertEquals(
      await measured({ LCP: 1, FCP: 1, TTFB: 1 }),
      "Expected cls at most 0.1: found cls not known yet",
    );
  },
);

browserTest("expect_vitals fails at once when a number is over its budget", async (open) => {
  const fixture = await open(PAGE, { timeoutMs: 60_000 });
  const started = performance.now();
  const error = await failure(fixture, { lcp: "1ms" });
  assertEquals(error.errorClass, "assertion");
  assertMatch(error.message, /^Expected lcp at most 1ms: found lcp [\d.]+m?s$/);
  assert(performance.now() - started < 30_000);
});

browserTest("expect_vitals sees a layout that shifts", async (open) => {
  const fixture = await open(PAGE, SLOW);
  await fixture.page.evaluate(`(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    // A shift right after an input would be the user's own.
    await frame();
    document.querySelector("h1").style.marginTop = "400px";
    await frame();
  })()`);
  const error = await failure(fixture, { cls: 0.01 });
  assertMatch(error.message, /^Expected cls at most 0\.01: found cls 0\.\d+$/);
});

browserTest("expect_vitals waits for the number of a click, and holds it against its budget", async (open) => {
  const fixture = await open(PAGE, SLOW);
  await fixture.page.locator("button").evaluate((button) => button.setAttribute("value", "300"));
  await fixture.page.locator("button").click();
  assertMatch((await failure(fixture, { inp: "100ms" })).message, /^Expected inp at most 100ms: found inp \d+ms$/);
  const { inp_ms } = await perform(expect_vitals, { inp: "1h" }, fixture);
  assert(typeof inp_ms === "number" && inp_ms >= 300);
});

browserTest("expect_vitals says what it does not know when its time is over", async (open) => {
  // Nothing is ever painted.
  const fixture = await open("", { timeoutMs: 500 });
  const { message } = await failure(fixture, { lcp: "2s" });
  assertEquals(message, "Expected lcp at most 2s: found lcp not known yet");
});

browserTest("expect_vitals works where the page allows no scripts but its own", async (open) => {
  const site = () => {
    const response = htmlResponse(PAGE);
    response.headers.set("content-security-policy", "default-src 'self'; script-src 'self'");
    return response;
  };
  const { lcp_ms } = await perform(expect_vitals, { lcp: "1h" }, await open(site, SLOW));
  assertEquals(typeof lcp_ms, "number");
});

Deno.test("expect_vitals refuses budgets of the wrong kind", () => {
  assertEquals(problemsOf(expect_vitals, { lcp: 2500 }), [
    "expected a duration such as 500ms, 20s or 2m, found 2500",
  ]);
  assertEquals(problemsOf(expect_vitals, { cls: "1s" }), ['expected a number of at least 0, found "1s"']);
});
