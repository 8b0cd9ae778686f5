import type { Output } from "../host.ts";
import type { Reporter } from "../run/event.ts";
import { failedFlowLines } from "./failed_flow_lines.ts";
import { RunReducer } from "./reduce_events.ts";
import type { Style } from "./style.ts";
import { summaryLine } from "./summary_line.ts";

/** Where last words go, and whether anybody needs them. */
export interface LastWordsOptions {
  readonly output: Output;
  readonly style: Style;
  /** Asked when the run is closed. */
  readonly isNeeded: () => boolean;
}

/** Writes the flows that did not pass and the summary at the very end, when they would stand nowhere else. */
export function lastWords({ output, style, isNeeded }: LastWordsOptions): Reporter {
  const reducer = new RunReducer();
  let isSaid = false;
  return (event) => {
    reducer.apply(event);
    if (event.type !== "run_closed" || isSaid || !isNeeded()) return;
    isSaid = true;
    const run = reducer.result();
    const lines = run.flows.filter(({ passed }) => !passed).flatMap((flow) => failedFlowLines(flow.flow, flow, style));
    output.write([...lines, summaryLine(run, style, null), ""].join("\n"));
  };
}
