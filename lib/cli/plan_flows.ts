import type { Host } from "../host.ts";
import type { Flow } from "../plan/flow.ts";
import { planFlow } from "../plan/make_plan.ts";
import type { PlannedFlow } from "../plan/plan.ts";
import type { Selection } from "../plan/select_flows.ts";
import { flowOverrides, withFallbacks } from "./flow_overrides.ts";
import type { LastReport } from "./last_report.ts";
import { readSelection, selectSome } from "./read_selection.ts";
import { checkDeclared, readVariables } from "./read_variables.ts";
import type { SettledOptions } from "./settle_options.ts";

/** The flows that the options select, with every option that is about a flow. */
export interface SelectedFlows {
  readonly flows: readonly PlannedFlow[];
  readonly selection: Selection;
}

/** Plans flows and selects among them, for `run` and for `plan`; throws `UsageError`. */
export async function planFlows(
  flows: readonly Flow[],
  settled: SettledOptions,
  { host, lastReport }: { readonly host: Host; readonly lastReport: LastReport | null },
): Promise<SelectedFlows> {
  const selection = await readSelection(settled.options, lastReport);
  const texts = await readVariables(host, settled.options);
  const planned = flows.flatMap((flow) => planFlow(withFallbacks(flow, settled), flowOverrides(flow, settled, texts)));
  const selected = selectSome(planned, selection);
  checkDeclared(selected.length === 0 ? planned : selected, texts);
  return { flows: selected, selection };
}
