import { stringify } from "yaml";
import type { Action, ActionGroup } from "../../lib/actions/define_action.ts";
import { ACTIONS } from "../../lib/actions/mod.ts";
import type { Value } from "../../lib/plan/value.ts";
import { code, markdownTable } from "./markdown_table.ts";

/** The headings of groups of actions, in their order. */
export const ACTION_GROUPS: Readonly<Record<ActionGroup, string>> = {
  page: "Page",
  input: "Input",
  pages: "Pages",
  values: "Values",
  checks: "Checks",
  network: "Network",
  state: "State",
  structure: "Structure",
};

/** Every action with what it does and an example, one table for all groups. */
export function actionTable(): string {
  // Only what every action has is read, whatever its input is.
  const actions = Object.values(ACTIONS) as unknown as readonly Action<unknown>[];
  const rows = (Object.keys(ACTION_GROUPS) as readonly ActionGroup[]).flatMap((group) =>
    actions.filter((action) => action.group === group)
      .map((
        { name, summary, example },
      ) => [ACTION_GROUPS[group], code(name), summary, code(exampleLine(name, example))])
  );
  return markdownTable(["group", "action", "does", "example"], rows);
}

/** An example as one step of a flow file; one that holds nothing is the bare word. */
export function exampleLine(name: string, example: Value): string {
  const isEmpty = typeof example === "object" && example !== null && Object.keys(example).length === 0;
  if (isEmpty || example === null) return `- ${name}`;
  return `- ${name}: ${inline(example)}`;
}

function inline(example: Value): string {
  const text = stringify(example, { collectionStyle: "flow", flowCollectionPadding: false, lineWidth: 0 });
  return text.trim().replace(/\s*\n\s*/g, " ");
}
