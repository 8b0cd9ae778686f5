import { fillIn } from "../plan/fill_in.ts";
import type { Scope } from "../plan/expression.ts";
import type { Part } from "../plan/flow.ts";
import type { PlannedFlow } from "../plan/plan.ts";
import type { Value } from "../plan/value.ts";
import type { RunTools } from "./run_tools.ts";
import { typedLike } from "../plan/typed_like.ts";
import { VariableScope } from "./variable_scope.ts";

/** The variables at the start of an attempt, each evaluated once, in file order; throws `ExpressionError`. */
export function attemptScope(flow: PlannedFlow, tools: RunTools): VariableScope {
  const scope = new VariableScope(fixedScope(flow, tools));
  for (const { name, value } of flow.vars) scope.set(name, startValue(flow, name, fillIn(value, scope.all()) as Value));
  return scope;
}

/** A text from the command line wins over the row, the row over the file. */
function startValue(flow: PlannedFlow, name: string, declared: Value): Value {
  const text = flow.overrides[name];
  if (text !== undefined) return typedLike(declared, text) ?? text;
  const cell = flow.row?.[name];
  return typeof cell === "string" ? typedLike(declared, cell) ?? cell : cell ?? declared;
}

function fixedScope(flow: PlannedFlow, tools: RunTools): Scope {
  return {
    env: environmentOf(flow, tools),
    secrets: secretsOf(flow, tools),
    run: { id: tools.runId },
    flow: { title: flow.title },
    row: flow.row ?? {},
  };
}

function environmentOf(flow: PlannedFlow, tools: RunTools): Scope {
  const set = flow.envNames.map((name) => [name, tools.environment(name)] as const);
  return Object.fromEntries(set.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}

/** The values of the secrets that a flow or part declares. */
export function secretsOf(part: Part, tools: RunTools): Scope {
  return Object.fromEntries(part.secrets.map((source) => [source.name, tools.secret(source)]));
}

/** The variables of a part that runs by itself, such as a login: its inputs and its own. */
export function partScope(
  part: Part,
  given: Scope,
  { flow, tools }: { readonly flow: PlannedFlow; readonly tools: RunTools },
): VariableScope {
  const scope = new VariableScope({ ...fixedScope(flow, tools), secrets: secretsOf(part, tools) });
  for (const [name, value] of Object.entries(given)) scope.set(name, value);
  for (const { name, value } of part.vars) scope.set(name, fillIn(value, scope.all()) as Value);
  return scope;
}
