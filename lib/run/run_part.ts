import { fillIn } from "../plan/fill_in.ts";
import type { Scope } from "../plan/expression.ts";
import type { Part } from "../plan/flow.ts";
import type { Value } from "../plan/value.ts";
import { noteFailure } from "./action_context.ts";
import { failureOfSteps, runSteps } from "./run_steps.ts";
import { secretsOf } from "./attempt_scope.ts";
import type { Holder, StepFrame } from "./step_frame.ts";
import { VariableScope } from "./variable_scope.ts";

/**
 * Runs the steps of a sub-flow with variables of its own: what `with` gives, its `vars`, and the secrets that it
 * declares. Gives its variables as they are at the end; throws `StepsFailed`.
 */
export async function runPart(
  part: Part,
  given: Scope,
  { frame, holder }: { readonly frame: StepFrame; readonly holder: Holder },
): Promise<Scope> {
  const { tools } = frame.attempt;
  const variables = new VariableScope({ ...frame.variables.fixed, secrets: secretsOf(part, tools) });
  for (const [name, value] of Object.entries(given)) variables.set(name, value);
  for (const { name, value } of part.vars) variables.set(name, fillIn(value, variables.all()) as Value);
  const inner: StepFrame = {
    ...frame,
    path: holder.path,
    round: ++holder.rounds,
    iteration: null,
    variables,
    local: {},
    part,
  };
  const steps = await runSteps(part.steps, inner);
  frame.attempt.inner.keep(steps.results, holder.children);
  const last = await runSteps(part.finally, { ...inner, round: ++holder.rounds }, {
    always: true,
    ...(steps.hung ? { skip: "page hung" } : {}),
  });
  frame.attempt.inner.keep(last.results, holder.children);
  noteFailure(failureOfSteps([steps, last]), holder);
  return variables.all();
}
