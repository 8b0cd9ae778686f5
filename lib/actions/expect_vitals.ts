import * as z from "zod";
import { parseDuration, writeDuration } from "../duration.ts";
import { ActionError } from "./action_error.ts";
import { defineAction, type StepData } from "./define_action.ts";
import { measureVitals, type Vitals } from "./measure_vitals.ts";
import { poll } from "./poll.ts";
import { duration, scalar } from "./scalar.ts";

/** The budgets that count when none is given: what web.dev calls good, in milliseconds, and the score of `cls`. */
const GOOD = { lcp: 2_500, cls: 0.1, inp: 200, fcp: 1_800, ttfb: 800 } as const;

type VitalName = keyof typeof GOOD;

const NAMES = Object.keys(GOOD) as readonly VitalName[];

type Budgets = { readonly [name in VitalName]?: number };

/** Checks how fast and how steady the page was for a user up to now, by Google's web-vitals. */
export const expect_vitals = defineAction({
  name: "expect_vitals",
  summary: "Check the page's web vitals against budgets; without any, against what web.dev calls good",
  group: "checks",
  input: z.strictObject({
    lcp: z.exactOptional(duration().describe("largest contentful paint; 2500ms is good")),
    cls: z.exactOptional(score().describe("cumulative layout shift, a score; 0.1 is good")),
    inp: z.exactOptional(duration().describe("interaction to next paint; 200ms is good; passes while nobody clicked")),
    fcp: z.exactOptional(duration().describe("first contentful paint; 1800ms is good")),
    ttfb: z.exactOptional(duration().describe("time to first byte; 800ms is good")),
  }),
  deadline: "check",
  example: { lcp: "4s", cls: 0.25 },
  title: (input) => ["expect vitals", NAMES.filter((name) => name in input).join(", ")].join(" ").trim(),
  async run(input, { page, limits }) {
    const budgets = budgetsOf(input);
    const vitals = await poll(() => measureVitals(page), (seen) => isDecided(seen, budgets), limits());
    const missed = NAMES.filter((name) => budgets[name] !== undefined && !isWithin(vitals, budgets, name));
    const over = missed.filter((name) => vitals[name] !== null);
    // What was not known yet when another was over its budget is no failure of its own.
    if (missed.length > 0) throw overBudget(vitals, budgets, over.length > 0 ? over : missed);
    return dataOf(vitals);
  },
});

function score(): z.ZodType<number> {
  const maximum = 1_000;
  return scalar({
    expected: (value) => Number(value) > maximum ? `at most ${maximum}` : "a number of at least 0",
    jsonSchema: { type: "number", minimum: 0, maximum },
    read: (value) => typeof value === "number" && value >= 0 && value <= maximum ? value : undefined,
  });
}

function budgetsOf({ cls, ...durations }: z.infer<typeof expect_vitals.input>): Budgets {
  const entries = Object.entries(durations).map(([name, written]) => [name, parseDuration(written ?? "") ?? 0]);
  if (entries.length === 0 && cls === undefined) return GOOD;
  return { ...Object.fromEntries(entries), ...(cls === undefined ? {} : { cls }) };
}

/** No number gets better again, so one that is over its budget ends the wait as well as all that are known. */
function isDecided(vitals: Vitals, budgets: Budgets): boolean {
  const wanted = NAMES.filter((name) => budgets[name] !== undefined);
  return wanted.some((name) => vitals[name] !== null && !isWithin(vitals, budgets, name)) ||
    wanted.every((name) => isWithin(vitals, budgets, name));
}

function isWithin(vitals: Vitals, budgets: Budgets, name: VitalName): boolean {
  const value = vitals[name];
  if (value === null) return name === "inp" && !vitals.wasUsed;
  return value <= (budgets[name] ?? Infinity);
}

function overBudget(vitals: Vitals, budgets: Budgets, wrong: readonly VitalName[]): ActionError {
  const found = wrong.map((name) => `${name} ${written(name, vitals[name])}`).join(", ");
  const wished = wrong.map((name) => `${name} at most ${written(name, budgets[name] ?? null)}`).join(", ");
  const hint = `what it means and how to better it: https://web.dev/articles/${wrong[0]}`;
  return new ActionError("assertion", `Expected ${wished}: found ${found}`, { expected: wished, actual: found, hint });
}

function written(name: VitalName, value: number | null): string {
  if (value === null) return "not known yet";
  return name === "cls" ? String(Math.round(value * 1_000) / 1_000) : writeDuration(Math.round(value));
}

function dataOf({ lcp, cls, inp, fcp, ttfb }: Vitals): StepData {
  const ms = (value: number | null) => value === null ? null : Math.round(value);
  return { lcp_ms: ms(lcp), cls, inp_ms: ms(inp), fcp_ms: ms(fcp), ttfb_ms: ms(ttfb) };
}
