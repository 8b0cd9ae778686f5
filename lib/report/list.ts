import type { Reporter, RunEvent } from "../run/event.ts";
import { placeLines, textLines } from "./failure_lines.ts";
import { FlowBlock } from "./flow_block.ts";
import { flowTitles } from "./flow_titles.ts";
import { RunReducer } from "./reduce_events.ts";
import type { LiveReporter, ReporterSetup } from "./reporter_setup.ts";
import type { LineForm } from "./step_lines.ts";
import { makeStyle, type Style } from "./style.ts";
import { summaryLine } from "./summary_line.ts";

/** Each flow with its steps, as they end. */
export const list: LiveReporter = {
  summary: "each flow with its steps, as they end",
  defaultFile: null,
  kind: "progress",
  make: listReporter,
};

function listReporter({ output, color, quiet, warned = false, reportPath }: ReporterSetup): Reporter {
  const style = makeStyle(color);
  const reducer = new RunReducer();
  const flows = new FlowOutput({ style, quiet, columns: output.columns }, (text) => output.write(text));
  return (event) => {
    reducer.apply(event);
    flows.take(event);
    if (event.type === "warning" && event.flow === null && !quiet && !warned) {
      output.write(warningText(event.warning, style));
    }
    if (event.type === "run_ended") output.write(`${summaryLine(reducer.result(), style, reportPath())}\n`);
  };
}

function warningText({ message, at }: Extract<RunEvent, { type: "warning" }>["warning"], style: Style): string {
  const [first = "", ...rest] = [...textLines(message), ...placeLines(at)];
  return [`${style.warn("warning:")} ${first}`, ...rest, ""].join("\n");
}

interface OpenFlow {
  readonly block: FlowBlock;
  readonly lines: string[];
}

/** Keeps the lines of one flow together: one flow at a time writes as its events come, the others when they end. */
class FlowOutput {
  readonly #form: LineForm;
  readonly #write: (text: string) => void;
  #titles: ReadonlyMap<string, string> = new Map();
  readonly #open = new Map<string, OpenFlow>();
  /** The flow that writes as its events come. */
  #live: string | null = null;
  /** Lines of flows that ended while another one was live. */
  readonly #ended: string[] = [];

  constructor(form: LineForm, write: (text: string) => void) {
    this.#form = form;
    this.#write = write;
  }

  take(event: RunEvent): void {
    switch (event.type) {
      case "run_started":
        this.#titles = flowTitles(event.flows);
        break;
      case "flow_started":
        this.#open.set(event.flow, {
          block: new FlowBlock(this.#titles.get(event.flow) ?? event.flow, this.#form),
          lines: [],
        });
        break;
      case "attempt_started":
      case "step_started":
      case "step_ended":
      case "attempt_ended":
      case "flow_ended":
      case "warning":
        this.#add(event, event.flow);
        break;
      case "run_ended":
        for (const { lines } of this.#open.values()) lines.forEach((line) => this.#ended.push(line));
        this.#flush(this.#ended);
        break;
      case "login_ended":
        this.#add(event, event.result.needed_by);
        break;
      case "browser_started":
      case "login_started":
      case "run_closed":
        break;
    }
  }

  #add(event: Parameters<FlowBlock["lines"]>[0], flow: string | null): void {
    const open = flow === null ? undefined : this.#open.get(flow);
    if (open === undefined || flow === null) return;
    for (const line of open.block.lines(event)) open.lines.push(line);
    if (this.#mayGoLive(open)) this.#live = flow;
    if (this.#live === flow) this.#flush(open.lines);
    if (event.type === "flow_ended") this.#close(flow, open, event.result.passed);
  }

  /** A quiet list knows only at the end whether a flow is worth a line. */
  #mayGoLive({ lines }: OpenFlow): boolean {
    return this.#live === null && this.#open.size === 1 && lines.length > 0 && !this.#form.quiet;
  }

  #close(flow: string, { lines }: OpenFlow, passed: boolean): void {
    this.#open.delete(flow);
    if (!(this.#form.quiet && passed)) lines.forEach((line) => this.#ended.push(line));
    if (this.#live === flow) this.#live = null;
    if (this.#live === null) this.#flush(this.#ended);
  }

  #flush(lines: string[]): void {
    if (lines.length > 0) this.#write(`${lines.join("\n")}\n`);
    lines.length = 0;
  }
}
