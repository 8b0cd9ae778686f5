import type { Checkup } from "./checkup.ts";
import { type Finding, ok, problem } from "./finding.ts";

/** Certificates that pages show now are not valid outside of these years. */
const YEARS = [2025, 2100] as const;

/** Whether the clock says a year that can be, and goes forward; what time it is elsewhere is not asked. */
export function checkClock({ host }: Omit<Checkup, "runFolder">): readonly Finding[] {
  const [first, second] = [host.monotonicMs(), host.monotonicMs()];
  const now = host.now();
  const year = now.getUTCFullYear();
  if (year < YEARS[0] || year > YEARS[1]) {
    return [
      problem("clock", `it says ${now.toISOString()}`, "set it: certificates and trace times need the right year"),
    ];
  }
  if (second < first) return [problem("clock", "it goes back", "restart the machine")];
  return [ok("clock", now.toISOString())];
}
