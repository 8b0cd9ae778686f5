import { assertEquals } from "../assert.ts";
import { flowTest } from "./run_flow_text.ts";
import { FAULTS, timeActions, TIMEOUT_MS } from "./stuck_site.ts";

/** Actions whose waits are not alike; tests/legs/action_deadlines_test.ts tries all. */
const ACTIONS = ["goto", "click", "evaluate", "screenshot", "close_page"] as const;

/** What a step may take beyond its deadline, in milliseconds: a second, and another one on a machine that runs other tests. */
const BEYOND_MS = 2_000;

for (const fault of Object.keys(FAULTS) as (keyof typeof FAULTS)[]) {
  flowTest(`A step ends soon after its deadline on ${fault}`, async () => {
    const timed = await timeActions(ACTIONS, fault);
    assertEquals(timed.map(({ action }) => action), [...ACTIONS]);
    assertEquals(timed.filter(({ ms }) => ms > TIMEOUT_MS + BEYOND_MS), []);
  });
}
