import { findAction } from "../actions/mod.ts";
import { maskText } from "../mask/mask_text.ts";
import type { StepNode } from "../plan/step_node.ts";

/** What a step does, for a sentence that begins with `Cannot`: the action's own title, also where the step has a name. */
export function actionTitle(step: StepNode): string {
  return maskText(findAction(step.action)?.title(step.input) ?? step.title);
}
