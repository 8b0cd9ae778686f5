import * as z from "zod";
import { defineAction } from "./define_action.ts";
import { hasLocator, located } from "./locator.ts";
import { script } from "./page_script.ts";
import { choice, data, duration } from "./scalar.ts";
import { responseInput } from "./traffic_test.ts";
import { urlPattern } from "./url_pattern.ts";
import { ELEMENT_STATES, LOAD_STATES, type WaitInput, type WaitKind, WAITS } from "./waits.ts";

/** Waits for an element, a URL, a response, a script in the page, or just for some time. */
export const wait_for = defineAction<WaitInput>({
  name: "wait_for",
  summary: "Wait for an element, a URL, a load state, a response, a script, or for some time",
  group: "page",
  input: located({
    state: z.exactOptional(choice(...ELEMENT_STATES).describe("of the element; default visible")),
    url: z.exactOptional(urlPattern().describe("the page is at this URL")),
    load: z.exactOptional(choice(...LOAD_STATES).describe("the page has loaded so far")),
    response: z.exactOptional(
      responseInput().describe("such a response came, also since the previous step began: {url, method, status, json}"),
    ),
    script: z.exactOptional(script().describe("JavaScript that becomes truthy; with a locator, el is the element")),
    args: z.exactOptional(data().describe("data that the script sees as args")),
    duration: z.exactOptional(duration().describe("just this long")),
  }, { optional: true }).superRefine(checkKeys),
  short: "text",
  deadline: "check",
  example: { text: "Better late than never" },
  exampleAt: "/late",
  title: (input) => `wait for ${WAITS[kindOf(input)].describe(input)}`,
  run: (input, context) => WAITS[kindOf(input)].wait(input, context),
});

/** What a step waits for; an element when no other key says more. */
function kindOf(input: WaitInput): WaitKind {
  return OTHER_KINDS.find((kind) => kind in input) ?? "element";
}

const OTHER_KINDS = ["url", "load", "response", "script", "duration"] as const;

function checkKeys(input: WaitInput, context: z.RefinementCtx): void {
  const problem = (key: string, message: string) => context.addIssue({ code: "custom", path: [key], message });
  const kinds = OTHER_KINDS.filter((kind) => kind in input);
  if (kinds.length > 1) problem(kinds[1] ?? "", `expected one thing to wait for, found ${kinds.join(" and ")}`);
  const [kind] = kinds;
  if (kind === undefined && !hasLocator(input)) {
    const message = `expected a locator or one of ${OTHER_KINDS.join(", ")}, found none`;
    context.addIssue({ code: "custom", message });
  }
  if (kind !== undefined && kind !== "script" && hasLocator(input)) problem(kind, `"${kind}" takes no locator`);
  if (kind !== undefined && "state" in input) problem("state", `"state" goes only with a locator, found "${kind}"`);
  if (kind !== "script" && "args" in input) problem("args", `"args" goes only with "script"`);
}
