import type { ActionContext } from "../actions/action_context.ts";
import { ActionError } from "../actions/action_error.ts";
import type { StepData } from "../actions/define_action.ts";
import { findAction } from "../actions/mod.ts";
import { armTriggers, TRIGGERS } from "../actions/triggers.ts";
import { fillIn } from "../plan/fill_in.ts";
import type { StepNode } from "../plan/step_node.ts";
import { actionTitle } from "./action_title.ts";
import { scopeOf, type StepFrame } from "./step_frame.ts";

/** Runs a step's action with its templates filled in, its triggers armed before and awaited after it. */
export async function performStep(step: StepNode, frame: StepFrame, context: ActionContext): Promise<StepData> {
  const action = findAction(step.action);
  if (action === undefined) throw new ActionError("internal", `Cannot run unknown action "${step.action}"`);
  const input = read(action.input, fillIn(step.input, scopeOf(frame)), step);
  if (step.options.triggers === null) return await action.run(input, context) ?? {};
  const triggers = read(TRIGGERS, fillIn(step.options.triggers, scopeOf(frame)), step);
  const armed = await armTriggers(triggers, context);
  try {
    const data = await action.run(input, context).catch((error) => {
      if (!armed.explains(error)) throw error;
    });
    return { ...data, ...await armed.settle() };
  } finally {
    armed.dispose();
  }
}

interface Schema<T> {
  safeParse(
    value: unknown,
  ): { success: true; data: T } | { success: false; error: { readonly issues: readonly Issue[] } };
}

interface Issue {
  readonly message: string;
  readonly path: readonly PropertyKey[];
}

/** Values that the file's check could not see, because a template stood in their place. */
function read<T>(schema: Schema<T>, value: unknown, step: StepNode): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const key = issue === undefined || issue.path.length === 0 ? "" : `"${issue.path.join(".")}" `;
  throw new ActionError("expression", `Cannot ${actionTitle(step)}: ${key}${issue?.message ?? "does not fit"}`);
}
