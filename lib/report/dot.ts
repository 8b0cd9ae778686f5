import type { Reporter } from "../run/event.ts";
import type { FlowResult } from "../run/result.ts";
import { failedFlowLines } from "./failed_flow_lines.ts";
import { flowTitles } from "./flow_titles.ts";
import { RunReducer } from "./reduce_events.ts";
import type { LiveReporter, ReporterSetup } from "./reporter_setup.ts";
import { makeStyle, type Style } from "./style.ts";
import { summaryLine } from "./summary_line.ts";

/** One character for each flow, the failures at the end. */
export const dot: LiveReporter = {
  summary: "one character for each flow, the failures at the end",
  defaultFile: null,
  kind: "progress",
  make: dotReporter,
};

function dotReporter({ output, color, quiet, reportPath }: ReporterSetup): Reporter {
  const style = makeStyle(color);
  const reducer = new RunReducer();
  let dots = 0;
  return (event) => {
    reducer.apply(event);
    if (event.type === "flow_ended" && !quiet) {
      if (dots > 0 && dots % Math.min(output.columns, 80) === 0) output.write("\n");
      output.write(mark(event.result.status, style));
      dots++;
    }
    if (event.type !== "run_ended") return;
    const run = reducer.result();
    const titles = flowTitles(run.flows);
    const failed = run.flows.filter(({ status, passed }) => !passed && status !== "skipped");
    const lines = failed.flatMap((flow) => failedFlowLines(titles.get(flow.id) ?? flow.flow, flow, style));
    output.write([...(dots > 0 ? [""] : []), ...lines, summaryLine(run, style, reportPath()), ""].join("\n"));
  };
}

function mark(status: FlowResult["status"], style: Style): string {
  switch (status) {
    case "passed":
      return style.good(".");
    case "flaky":
      return style.warn("~");
    case "failed":
      return style.bad("F");
    case "broken":
      return style.bad("B");
    case "skipped":
      return style.dim("s");
    case "interrupted":
      return style.warn("!");
  }
}
