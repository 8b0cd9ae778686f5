import * as z from "zod";
import { LOCATOR } from "../actions/locator.ts";
import { LONGEST_SPAN_MS } from "../duration.ts";
import { absent, data, duration, flag, integer, scalar, steps, text } from "../actions/scalar.ts";
import { nameProblem } from "../plan/cel_names.ts";
import { BROWSER_KEYS } from "./browser_keys.ts";

const SECRET = z.union([
  z.strictObject({ env: text().describe("name of an environment variable") }),
  z.strictObject({ file: text().describe("a file that holds it") }),
]);

const NAME_PATTERN = "^[A-Za-z_][A-Za-z0-9_]*$";

const NAME = z.string().superRefine((name, context) => {
  const problem = nameProblem(name);
  if (problem !== null) context.addIssue({ code: "custom", message: `"${name}" is no name: ${problem}` });
});

/** A map from names that expressions can use. */
function named<T>(value: z.ZodType<T>) {
  return z.record(NAME, value).meta({ names: NAME_PATTERN });
}

function inputName() {
  return scalar({
    expected: "a name of letters, digits and _ that means nothing else",
    jsonSchema: { type: "string", pattern: NAME_PATTERN },
    read: (value) => typeof value === "string" && nameProblem(value) === null ? value : undefined,
  });
}

/** A list of maps, or the path of a file that holds one. */
function rows(): z.ZodType<string | readonly { readonly [name: string]: unknown }[]> {
  const path: z.ZodType<string> = text();
  const list: z.ZodType<readonly { readonly [name: string]: unknown }[]> = z.array(z.record(z.string(), data()));
  return z.unknown().transform((written, context) => {
    if (written === undefined) return absent(context);
    const parsed = Array.isArray(written) ? list.safeParse(written) : path.safeParse(written);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) context.addIssue({ ...issue, code: "custom" });
    return z.NEVER;
  }).meta({ anyOf: [path, list] });
}

const HANDLER = z.strictObject({
  when: LOCATOR.describe("runs when this element is there"),
  steps: steps().describe("what to do about it"),
  times: z.exactOptional(integer(1, 1_000).describe("how often at most; default 1")),
});

const VALID_WHEN = z.strictObject({
  visible: LOCATOR.describe("an element that only a signed-in user sees"),
  url: z.exactOptional(text().describe("where it is looked for; default /")),
});

const SESSION = z.strictObject({
  use: text().describe("a flow file that signs in"),
  with: z.exactOptional(
    z.record(z.string(), data()).describe("values for its inputs; each set has a state of its own"),
  ),
  key: z.exactOptional(text().describe("flows with another key have another state; default the file")),
  max_age: z.exactOptional(duration(LONGEST_SPAN_MS).describe("older states are made again; default 1h")),
  valid_when: z.exactOptional(VALID_WHEN.describe("a stored state is used only when this holds")),
  valid: z.exactOptional(steps().describe("the same as steps, which fail when a stored state is no longer good")),
});

/** Keys that a flow file and a suite have in common. */
const sharedKeys = {
  description: z.exactOptional(text().describe("what it is about")),
  base_url: z.exactOptional(text().describe("where paths are resolved, such as http://127.0.0.1:4173")),
  tags: z.exactOptional(z.array(text()).describe("to select flows with --tag")),
  vars: z.exactOptional(named(data()).describe("variables, evaluated once at the start of each attempt")),
  secrets: z.exactOptional(named(SECRET).describe("values that are masked everywhere, used as ${secrets.name}")),
  browser: z.exactOptional(BROWSER_KEYS.describe("settings of the browser context")),
  timeout: z.exactOptional(duration().describe("for an attempt; default 2m")),
  step_timeout: z.exactOptional(duration().describe("for a try of a step that says none")),
  retries: z.exactOptional(integer(0, 100).describe("attempts after a failed one")),
  locators: z.exactOptional(
    z.record(z.string(), LOCATOR).describe("names for locators, used as `on: name`"),
  ),
  handlers: z.exactOptional(
    z.array(HANDLER).describe(
      "steps for what may turn up at any time, such as a banner: parts of the step that they interrupt, which fails with them",
    ),
  ),
} as const;

/** The keys of a flow file. */
export const FLOW_KEYS = z.strictObject({
  flow: text().describe("the title"),
  ...sharedKeys,
  serial: z.exactOptional(flag().describe("true: never beside other flows")),
  each: z.exactOptional(
    rows().describe("one flow result for each row, used as ${row.name}: rows, or a CSV or JSON file"),
  ),
  session: z.exactOptional(SESSION.describe("a login flow whose state is reused")),
  inputs: z.exactOptional(z.array(inputName()).describe("names that `with` must give; the file is then a part")),
  steps: steps().describe("what is done"),
  finally: z.exactOptional(steps().describe("done whatever happened")),
});

/** The keys of `suite.yaml`. */
export const SUITE_KEYS = z.strictObject({
  suite: z.exactOptional(text().describe("the title of the suite")),
  ...sharedKeys,
  before: z.exactOptional(steps().describe("before the steps of every attempt")),
  after: z.exactOptional(steps().describe("after every attempt, whatever happened")),
});

/** Keys whose values are read before any variable has one. */
export const FIXED_KEYS = [
  "description",
  "tags",
  "secrets",
  "timeout",
  "step_timeout",
  "retries",
  "serial",
  "each",
  "inputs",
] as const;

/** Keys of a flow that runs by itself; a part may not have them. */
export const OWN_KEYS = ["browser", "session", "each", "retries"] as const;
