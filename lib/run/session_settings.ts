import type { SessionSettings } from "../browser/session_settings.ts";
import { fillIn } from "../plan/fill_in.ts";
import type { PlannedFlow } from "../plan/plan.ts";
import type { Written } from "../plan/value.ts";
import type { VariableScope } from "./variable_scope.ts";

/** The browser settings of an attempt: the flow's, with the values of its variables and secrets. */
export function sessionSettings(flow: PlannedFlow, variables: VariableScope): SessionSettings {
  // Checked by the flow's schema: only credentials and passphrases hold templates, and both are text.
  return fillIn(flow.browser as { readonly [key: string]: Written }, variables.all()) as SessionSettings;
}
