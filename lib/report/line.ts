import type { Output } from "../host.ts";
import type { Reporter, RunEvent } from "../run/event.ts";
import { escapeControl } from "./escape_control.ts";
import { failedFlowLines } from "./failed_flow_lines.ts";
import { cutText } from "./fit_text.ts";
import { flowTitles } from "./flow_titles.ts";
import { loginTitle } from "./login_step.ts";
import { RunReducer } from "./reduce_events.ts";
import type { LiveReporter, ReporterSetup } from "./reporter_setup.ts";
import { makeStyle } from "./style.ts";
import { summaryLine } from "./summary_line.ts";

/** One line that is overwritten, and the failures above it. */
export const line: LiveReporter = {
  summary: "one line that is overwritten, and the failures above it",
  defaultFile: null,
  kind: "progress",
  make: lineReporter,
};

function lineReporter({ output, color, quiet, reportPath }: ReporterSetup): Reporter {
  const style = makeStyle(color);
  const reducer = new RunReducer();
  const progress = new ProgressLine(output, quiet);
  let titles: ReadonlyMap<string, string> = new Map();
  const logins = new Map<string, string>();
  let ended = 0;
  return (event) => {
    reducer.apply(event);
    if (event.type === "run_started") titles = flowTitles(event.flows);
    if (event.type === "login_started") logins.set(event.login.id, loginTitle(event.login));
    if (event.type === "flow_ended") {
      ended++;
      const title = titles.get(event.flow) ?? event.flow;
      const { passed, status } = event.result;
      if (!passed && status !== "skipped") progress.above(failedFlowLines(title, event.result, style));
    }
    progress.show(stateOf(event, new Map([...titles, ...logins])), `[${ended}/${titles.size}]`);
    if (event.type === "run_ended") progress.above([summaryLine(reducer.result(), style, reportPath())]);
  };
}

/** What is going on, in one line; `null` when this event says nothing new. */
function stateOf(event: RunEvent, titles: ReadonlyMap<string, string>): string | null {
  if (event.type === "step_started") return `${titles.get(event.flow) ?? event.flow}: ${event.name}`;
  return event.type === "flow_started" || event.type === "flow_ended" ? titles.get(event.flow) ?? event.flow : null;
}

/** A line that is written over itself; only on a terminal. */
class ProgressLine {
  readonly #output: Output;
  readonly #shows: boolean;
  #shown = false;

  constructor(output: Output, quiet: boolean) {
    this.#output = output;
    this.#shows = output.isTerminal && !quiet;
  }

  show(text: string | null, count: string): void {
    if (text === null || !this.#shows) return;
    this.#clear();
    // One column stays free: a full line would wrap
    this.#output.write(cutText(escapeControl(`${count} ${text}`), this.#output.columns - 1));
    this.#shown = true;
  }

  /** Writes lines that stay. */
  above(lines: readonly string[]): void {
    this.#clear();
    this.#output.write(`${lines.join("\n")}\n`);
  }

  /** Carriage return and "erase in line" (ECMA-48). */
  #clear(): void {
    if (this.#shown) this.#output.write("\r\x1b[2K");
    this.#shown = false;
  }
}
