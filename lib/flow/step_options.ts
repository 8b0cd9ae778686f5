import * as z from "zod";
import { LOCATOR } from "../actions/locator.ts";
import { duration, expression, flag, integer, text } from "../actions/scalar.ts";
import { scalarOrMap } from "../actions/scalar_or_map.ts";
import { TRIGGERS } from "../actions/triggers.ts";
import { LONGEST_SPAN_MS, parseDuration } from "../duration.ts";
import { Expression } from "../plan/expression.ts";
import type { StepCondition, StepOptions } from "../plan/step_node.ts";
import type { Written } from "../plan/value.ts";
import { checkInput } from "./check_input.ts";
import type { Findings } from "./findings.ts";
import { locatorUses } from "./locator_names.ts";
import type { Entry, Reader } from "./reader.ts";
import { refuseTemplates } from "./refuse_templates.ts";
import type { Range } from "./source.ts";

/** What may stand beside the action in a step. */
export const STEP_OPTIONS = z.strictObject({
  name: z.exactOptional(text().describe("a title instead of the one made from the template")),
  if: z.exactOptional(
    scalarOrMap(expression(), z.strictObject({ visible: LOCATOR }))
      .describe("a CEL expression, or {visible: <locator>}; false skips the step"),
  ),
  timeout: z.exactOptional(duration().describe("for one try")),
  retry: z.exactOptional(
    z.strictObject({
      times: integer(1, 1_000).describe("tries after the first"),
      delay: z.exactOptional(duration().describe("pause before each")),
    }).describe("tries after a failed one"),
  ),
  optional: z.exactOptional(flag().describe("a failure becomes a warning")),
  soft: z.exactOptional(flag().describe("a failure fails the flow, and both go on")),
  triggers: z.exactOptional(
    TRIGGERS.describe("what the action must set off: response, request, download, dialog, page"),
  ),
  screenshot: z.exactOptional(flag().describe("false: never take one here")),
});

/** The options of a step as they are when it has none, with its title if it says one. */
export interface ReadOptions {
  readonly name: string | null;
  readonly options: StepOptions;
}

/** What a step has beside its action when it says nothing. */
export const NO_OPTIONS: ReadOptions = {
  name: null,
  options: { if: null, timeoutMs: null, retry: null, optional: false, soft: false, triggers: null, screenshot: true },
};

/** Reads the keys of a step beside its action; problems go to the source. */
export function readStepOptions(
  entries: readonly Entry[],
  range: Range,
  { reader, findings }: { readonly reader: Reader; readonly findings: Findings },
): ReadOptions {
  if (entries.length === 0) return NO_OPTIONS;
  const written = reader.readMap(
    entries,
    range,
    (entry) =>
      entry.key === "if" ? reader.readExpression(entry.node, entry.range) : reader.read(entry.node, entry.range),
  );
  refuseTemplates(written, ["timeout", "retry", "optional", "soft", "screenshot"], reader.source);
  const subject = { name: "the step", at: range, range, example: null };
  const input = checkInput(STEP_OPTIONS, written, { reader, subject });
  findings.addUses(locatorUses(STEP_OPTIONS, written, { reader, range }));
  if (input === undefined) return NO_OPTIONS;
  if (input.optional === true && input.soft === true) {
    reader.source.problem(
      '"optional" and "soft" stand together',
      reader.places.keyAt(written, [], "soft") ?? range,
      'keep "optional" for a warning, "soft" for a failure that lets the flow go on',
    );
  }
  return {
    name: input.name === undefined ? null : String(input.name),
    options: {
      if: conditionOf(input.if),
      timeoutMs: input.timeout === undefined ? null : milliseconds(input.timeout),
      retry: input.retry === undefined ? null : {
        times: input.retry.times,
        delayMs: input.retry.delay === undefined ? 0 : milliseconds(input.retry.delay),
      },
      optional: input.optional ?? false,
      soft: input.soft ?? false,
      triggers: (input.triggers as unknown as { readonly [key: string]: Written } | undefined) ?? null,
      screenshot: input.screenshot ?? true,
    },
  };
}

/** Milliseconds of a duration that a schema has read; 0 for a template, which is a problem by itself. */
export function milliseconds(written: string): number {
  return parseDuration(String(written), LONGEST_SPAN_MS) ?? 0;
}

type Condition = z.infer<typeof STEP_OPTIONS>["if"];

function conditionOf(condition: Condition): StepCondition | null {
  if (condition === undefined) return null;
  if (condition instanceof Expression) return { type: "expression", expression: condition };
  return { type: "visible", locator: condition.visible as unknown as { readonly [key: string]: Written } };
}
