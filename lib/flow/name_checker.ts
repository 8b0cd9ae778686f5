import { findAction } from "../actions/mod.ts";
import { capturesOfTriggers, type TriggersInput } from "../actions/triggers.ts";
import type { Place } from "../errors.ts";
import { didYouMean } from "../near_names.ts";
import { celNames, FIXED_NAMES } from "../plan/cel_names.ts";
import { Expression, type FunctionCall, type Reference } from "../plan/expression.ts";
import { isPart } from "../plan/flow.ts";
import { PlainScalar } from "../plan/plain_scalar.ts";
import { isStepNode, type StepNode } from "../plan/step_node.ts";
import { Template } from "../plan/template.ts";
import type { Written } from "../plan/value.ts";
import type { Source } from "./source.ts";

/** What the expressions of a flow or part may name. */
export interface NameScope {
  /** Declared in `vars` and `inputs`; a capture may not shadow one. */
  readonly variables: ReadonlySet<string>;
  /** Set by any step. */
  readonly captured: ReadonlySet<string>;
  readonly secrets: ReadonlySet<string>;
  /** Columns of `each`; `any` when they are not known, `null` when there are no rows. */
  readonly row: ReadonlySet<string> | "any" | null;
  /** Whether the file is a part, which sees no row. */
  readonly isPart: boolean;
  /** Names that steps with problems may set: nothing is said about them. */
  readonly maybe: ReadonlySet<string>;
}

/** Checks every name in the expressions of one flow or part, in the order in which its steps run. */
export class NameChecker {
  /** Names after `env.`. */
  readonly envNames = new Set<string>();
  /** Names of the functions that are called. */
  readonly functions = new Set<string>();

  constructor(readonly scope: NameScope, readonly source: Source) {}

  /** Checks steps in order; `known` gains what they set. */
  checkSteps(steps: readonly StepNode[], known: Set<string>): void {
    for (const step of steps) this.#checkStep(step, known);
  }

  #checkStep(step: StepNode, known: Set<string>): void {
    const action = findAction(step.action);
    const { if: condition, triggers } = step.options;
    if (condition?.type === "expression") this.#checkExpression(condition.expression, known);
    if (condition?.type === "visible") this.check(condition.locator, known);
    this.check(triggers, known);
    this.#checkInput(step, known, action?.sees ?? []);
    this.#checkInner(step, known, action?.locals?.(step.input) ?? []);
    for (const name of setBy(step)) {
      if (this.scope.variables.has(name)) this.#shadowed(name, step.at);
      known.add(name);
    }
  }

  /** A step that is a map of variables sets them in order: each sees those before it. */
  #checkInput(step: StepNode, known: Set<string>, sees: readonly string[]): void {
    const set = setBy(step);
    const inOrder = Object.keys(step.input).every((key) => set.includes(key));
    const visible = sees.length === 0 ? known : new Set([...known, ...sees]);
    for (const [key, value] of Object.entries(step.input)) {
      this.check(value, visible);
      if (inOrder) known.add(key);
    }
  }

  /** The steps that a step holds; what they set stays known, the step's own locals do not. */
  #checkInner(step: StepNode, known: Set<string>, locals: readonly string[]): void {
    const inner = locals.length === 0 ? known : new Set([...known, ...locals]);
    for (const steps of stepsIn(step)) this.checkSteps(steps, inner);
    if (inner === known) return;
    for (const name of inner) if (!locals.includes(name)) known.add(name);
  }

  #shadowed(name: string, at: Place): void {
    this.source.problem(`"${name}" is a variable already`, at, "capture under another name, or take it out of vars");
  }

  /** Checks everything in data but the steps in it. */
  check(written: Written, known: ReadonlySet<string>): void {
    if (written instanceof Expression) return this.#checkExpression(written, known);
    if (written instanceof Template) {
      for (const part of written.parts) if (typeof part !== "string") this.#checkExpression(part, known);
      return;
    }
    if (typeof written !== "object" || written === null) return;
    if (written instanceof PlainScalar || isStepNode(written) || isPart(written)) return;
    for (const entry of Object.values(written)) this.check(entry, known);
  }

  #checkExpression({ references, calls }: Expression, known: ReadonlySet<string>): void {
    for (const reference of references) this.#checkReference(reference, known);
    for (const call of calls) this.#checkCall(call);
  }

  #checkCall({ name, method, at }: FunctionCall): void {
    const { functions, methods } = celNames();
    const names = method ? methods : functions;
    if (names.includes(name)) this.functions.add(name);
    else this.source.problem(`unknown function "${name}"`, at, didYouMean(name, names));
  }

  #checkReference({ path, at }: Reference, known: ReadonlySet<string>): void {
    const [name = "", member] = path;
    switch (name) {
      case "env":
        return this.#checkEnv(member, at);
      case "secrets":
        return this.#checkSecret(member, at);
      case "row":
        return this.#checkRow(member, at);
      case "run":
        return this.#checkMember("run", member, ["id"], at);
      case "flow":
        return this.#checkMember("flow", member, ["title"], at);
      default:
        return this.#checkVariable(name, known, at);
    }
  }

  #checkVariable(name: string, known: ReadonlySet<string>, at: Place): void {
    if (known.has(name) || this.scope.maybe.has(name) || celNames().words.has(name)) return;
    const { variables, captured, secrets } = this.scope;
    if (variables.has(name)) {
      this.source.problem(`variable "${name}" is not set yet here`, at, "variables are evaluated in file order");
    } else if (captured.has(name)) {
      const hint = "move the step that sets it up, or this one down";
      this.source.problem(`variable "${name}" is used before a step sets it`, at, hint);
    } else {
      const near = secrets.has(name) ? `write secrets.${name}` : didYouMean(name, [...known, ...FIXED_NAMES]);
      this.source.problem(
        `unknown variable "${name}"`,
        at,
        near ?? "declare it in vars, or capture it in a step before",
      );
    }
  }

  #checkEnv(member: string | undefined, at: Place): void {
    if (member === undefined) return this.source.problem('"env" needs a name', at, "write env.NAME");
    this.envNames.add(member);
    if (!looksSecret(member)) return;
    const name = member.toLowerCase();
    const hint = `declare it, so that it is masked: secrets: {${name}: {env: ${member}}}, then write secrets.${name}`;
    this.source.problem(`environment variable "${member}" looks like a secret`, at, hint);
  }

  #checkSecret(member: string | undefined, at: Place): void {
    if (member === undefined) return this.source.problem('"secrets" needs a name', at, "write secrets.name");
    if (this.scope.secrets.has(member)) return;
    const hint = didYouMean(member, [...this.scope.secrets]) ?? `declare it: secrets: {${member}: {env: NAME}}`;
    this.source.problem(`unknown secret "${member}"`, at, hint);
  }

  #checkRow(member: string | undefined, at: Place): void {
    const { row, isPart } = this.scope;
    if (row === null) {
      const hint = isPart ? 'give the value by "with"' : 'declare rows in "each"';
      return this.source.problem(`there is no row in ${isPart ? "a part" : "a flow without rows"}`, at, hint);
    }
    if (row !== "any") this.#checkMember("row", member, [...row], at);
  }

  #checkMember(object: string, member: string | undefined, names: readonly string[], at: Place): void {
    if (member === undefined || names.includes(member)) return;
    const hint = didYouMean(member, names) ?? `it has ${names.map((name) => `"${name}"`).join(", ")}`;
    this.source.problem(`unknown name "${member}" in "${object}"`, at, hint);
  }
}

/** Whether an environment variable is probably a secret, by its name. */
function looksSecret(name: string): boolean {
  return /TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|KEY$/i.test(name);
}

/** Variables that a step sets by itself, without those of the steps that it holds. */
export function setBy({ action, input, options: { triggers } }: StepNode): readonly string[] {
  // `readStepOptions()` has read them with the schema of triggers.
  const triggered = triggers === null ? [] : capturesOfTriggers(triggers as unknown as TriggersInput);
  return [...findAction(action)?.captures?.(input) ?? [], ...triggered];
}

/** Variables that steps set, with those of the steps that they hold. */
export function setByAll(steps: readonly StepNode[]): readonly string[] {
  return steps.flatMap((step) => [...setBy(step), ...stepsIn(step).flatMap(setByAll)]);
}

/** The lists of steps that a step holds; those of a part are its own. */
export function stepsIn({ input }: StepNode): readonly (readonly StepNode[])[] {
  return Object.values(input).flatMap((value) => {
    const steps: readonly Written[] = Array.isArray(value) ? value : [];
    return steps.length > 0 && steps.every(isStepNode) ? [steps] : [];
  });
}
