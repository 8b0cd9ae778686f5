import type { FlowHead } from "../run/event.ts";

/** The title of each flow by its id; titles that several flows share, such as rows of one file, get the id behind them. */
export function flowTitles(
  flows: readonly Pick<FlowHead, "id" | "flow">[],
): ReadonlyMap<string, string> {
  const uses = new Map<string, number>();
  for (const { flow } of flows) uses.set(flow, (uses.get(flow) ?? 0) + 1);
  return new Map(flows.map(({ id, flow }) => [id, (uses.get(flow) ?? 0) > 1 ? `${flow} (${id})` : flow]));
}
