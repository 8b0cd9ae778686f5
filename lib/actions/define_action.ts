import type { z } from "zod";
import type { DeadlineKind } from "../plan/step_node.ts";
import type { Value } from "../plan/value.ts";
import type { ActionContext } from "./action_context.ts";

/** What an action measured; stands in the report as the step's `data`. */
export type StepData = { readonly [key: string]: Value };

/** An action: one verb of the flow file, with all that is to be known about it. */
export interface Action<Input> {
  readonly name: string;
  /** One line for the README, help and the JSON Schema. */
  readonly summary: string;
  readonly group: ActionGroup;
  /** Gives the same value when it reads its own result again: it is used when the file is checked and before the run. */
  readonly input: z.ZodType<Input>;
  /** The key that the short form fills: `url` makes `goto: /cart` mean `{url: /cart}`. */
  readonly short?: keyof Input & string;
  /** Keys whose value is a list of steps; the parser parses them. */
  readonly steps?: readonly (keyof Input & string)[];
  /**
   * Where CEL expressions stand: a key (`while`), or a path with dots, `*` for any key (`expect.that`, `capture.*`,
   * `capture.*.value`; `*` alone for an input that is a map of them). The parser makes an `Expression` of a scalar at
   * such a path; a list or a map there stays as it is.
   */
  readonly expressions?: readonly string[];
  /** Names that its expressions see beside the variables, such as `status` and `body` of `request`. */
  readonly sees?: readonly string[];
  /** Variables that the step sets, from its checked input; so that later steps may use them. */
  readonly captures?: (input: Input) => readonly string[];
  /** Variables that only the steps it holds see: the `as` of `repeat`. */
  readonly locals?: (input: Input) => readonly string[];
  /** URLs that it asks, from its checked input, for `plan`. */
  readonly urls?: (input: Input) => readonly string[];
  /** Files that it reads, relative to the flow file, from its checked input, for `plan`. */
  readonly files?: (input: Input) => readonly string[];
  readonly deadline: DeadlineKind;
  /** An input that works on the demo site, as it would stand in a file; a test runs it. */
  readonly example: Value;
  /** Where the example begins, a path of the demo site; `/` when it is absent. */
  readonly exampleAt?: string;
  /** Steps, as they would stand in a file, that lead from there to where the example works. */
  readonly exampleAfter?: readonly Value[];
  /** The step's title; templates in the input show as they were written. */
  title(input: Input): string;
  run(input: Input, context: ActionContext): Promise<StepData | void>;
}

/** The headings that the README lists actions under. */
export type ActionGroup = "page" | "input" | "pages" | "values" | "checks" | "network" | "state" | "structure";

/** Types an action from its schema; gives it back as it is. */
export function defineAction<Input>(action: Action<Input>): Action<Input> {
  return action;
}
