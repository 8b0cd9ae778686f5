import { type ActionName, ACTIONS } from "../../lib/actions/mod.ts";
import { assertEquals } from "../assert.ts";
import { FAULTS, timeActions, type Timed, TIMEOUT_MS } from "./stuck_site.ts";

/** What a step may take beyond its deadline, in milliseconds: to ask the page, and for its picture. */
const BEYOND_MS = 1_000;

const isLate = ({ ms }: Timed) => ms > TIMEOUT_MS + BEYOND_MS;

for (const fault of Object.keys(FAULTS) as (keyof typeof FAULTS)[]) {
  Deno.test({
    name: `No action takes longer than its deadline and a second on ${fault}`,
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      const timed = await timeActions(Object.keys(ACTIONS) as ActionName[], fault);
      assertEquals(timed.filter(isLate).map(({ action, ms }) => `${action}: ${ms} ms`), []);
    },
  });
}
