import { describeLocator } from "../../actions/locator.ts";
import type { Place } from "../../errors.ts";
import { Expression } from "../../plan/expression.ts";
import type { StepCondition, StepNode } from "../../plan/step_node.ts";
import { textOf } from "../../plan/template.ts";
import type { Value, Written } from "../../plan/value.ts";
import { PlainScalar } from "../../plan/plain_scalar.ts";
import { stepsIn } from "../name_checker.ts";
import type { OutlinePlace, Phase, RoundOutline, StepOutline } from "./outline.ts";
import { constantOf, failsAlways, partOf, whyNever } from "./step_fate.ts";

/** Steps of one flow that loops may grow to; a loop beyond that is shown as one round. */
const MAX_STEPS = 1_000;

/** Makes the outline of the steps of one flow; loops that are static are unrolled. */
export class StepOutliner {
  /** Steps that loops may still add. */
  #room = MAX_STEPS;

  /** `first` is the number of the first step; `reachable` says whether the list is. */
  outline(
    steps: readonly StepNode[],
    phase: Phase,
    { first = 1, prefix = "", reachable = true } = {},
  ): readonly StepOutline[] {
    let isOpen = reachable;
    return steps.map((step, index) => {
      const outlined = this.#step(step, { phase, number: `${prefix}${first + index}`, reachable: isOpen });
      if (failsAlways(step)) isOpen = false;
      return outlined;
    });
  }

  #step(step: StepNode, { phase, number, reachable }: StepSpot): StepOutline {
    const { options } = step;
    const isReachable = reachable && whyNever(step) === null;
    return {
      number,
      phase,
      name: step.title,
      action: step.action,
      at: placeOf(step.at),
      if: options.if === null ? null : conditionText(options.if),
      timeout_ms: options.timeoutMs,
      retry: options.retry === null ? null : { times: options.retry.times, delay_ms: options.retry.delayMs },
      optional: options.optional,
      soft: options.soft,
      triggers: Object.keys(options.triggers ?? {}),
      reachable: isReachable,
      rounds: this.#rounds(step, { phase, number, reachable: isReachable }),
    };
  }

  #rounds(step: StepNode, { phase, number, reachable }: StepSpot): readonly RoundOutline[] {
    let first = 1;
    return this.#roundsOf(step).map(({ iteration, steps }) => {
      const outlined = this.outline(steps, phase, { first, prefix: `${number}.`, reachable });
      first += steps.length;
      return { iteration, steps: outlined };
    });
  }

  #roundsOf(step: StepNode): readonly Round[] {
    const part = partOf(step);
    if (part !== null) {
      const last = part.finally.length === 0 ? [] : [{ iteration: "finally", steps: part.finally }];
      return [{ iteration: null, steps: part.steps }, ...last];
    }
    const [steps, ...others] = stepsIn(step);
    if (steps === undefined) return [];
    if (step.action === "repeat") return this.#loop(step, steps);
    return [steps, ...others].map((list) => ({ iteration: null, steps: list }));
  }

  #loop({ input }: StepNode, steps: readonly StepNode[]): readonly Round[] {
    const iterations = iterationsOf(input);
    if (typeof iterations === "string") return [{ iteration: iterations, steps }];
    const size = sizeOf(steps);
    const more = Math.max(0, iterations.length - 1) * size;
    if (more > this.#room) return [{ iteration: `${iterations.length} times`, steps }];
    this.#room -= more;
    // A loop of no round shows what it would repeat.
    return (iterations.length === 0 ? ["0 times"] : iterations).map((iteration) => ({ iteration, steps }));
  }
}

interface StepSpot {
  readonly phase: Phase;
  readonly number: string;
  readonly reachable: boolean;
}

interface Round {
  readonly iteration: string | null;
  readonly steps: readonly StepNode[];
}

/** The name of each round as a run shows it; a text where only a run knows how many there are. */
function iterationsOf(
  { times, while: condition, max, each, as = "item" }: StepNode["input"],
): readonly string[] | string {
  if (times !== undefined) {
    if (typeof times !== "number") return `${times} times`;
    return times > MAX_STEPS
      ? `${times} times`
      : Array.from({ length: times }, (_, index) => `${index + 1} of ${times}`);
  }
  if (condition !== undefined) return `while ${condition}${max === undefined ? "" : `, at most ${max}`}`;
  const entries = each instanceof Expression ? constantOf(each) : each;
  if (!Array.isArray(entries)) return `for each ${as} of ${each}`;
  return (entries as readonly Written[]).map((entry) => `${as} ${writtenText(entry)}`);
}

/** Data as a title shows it: expressions as they are written. */
function writtenText(written: Written): string {
  return written instanceof PlainScalar ? written.source : textOf(JSON.parse(JSON.stringify(written)) as Value);
}

/** Steps with all that are inside, each list once. */
function sizeOf(steps: readonly StepNode[]): number {
  return steps.reduce((sum, step) => sum + 1 + [...stepsIn(step), partOf(step)?.steps ?? []].reduce(addSize, 0), 0);
}

function addSize(sum: number, steps: readonly StepNode[]): number {
  return sum + sizeOf(steps);
}

/** A condition as it is written. */
export function conditionText(condition: StepCondition): string {
  return condition.type === "expression"
    ? condition.expression.source
    : `${describeLocator(condition.locator)} is visible`;
}

/** A place without its source line. */
export function placeOf({ file, line, column }: Place): OutlinePlace {
  return { file, line, column };
}
