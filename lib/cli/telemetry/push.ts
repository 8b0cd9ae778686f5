import { EXIT_CODES, type ExitCode } from "../../exit_code.ts";
import type { Host } from "../../host.ts";
import type { RunResult } from "../../run/result.ts";
import type { Invocation } from "../command.ts";
import { onlyReport } from "../report/given_report.ts";
import { receiptText } from "./receipt_text.ts";
import { reportSpans } from "./report_spans.ts";
import { readSending } from "./sending.ts";

/** Sends the spans of a report with their ids and times and prints the receipt; 5 when not all was accepted. */
export async function push(invocation: Invocation, host: Host): Promise<ExitCode> {
  const { run, file } = await onlyReport(invocation, host);
  const { settings, context } = await readSending(invocation, host);
  const { spans, renamed, traces } = reportSpans(run);
  if (run.telemetry.delivered === true) context.warn(`The run of "${file}" has delivered its spans already`);
  if (renamed > 0) {
    context.warn(`Telemetry was off in the run of "${file}", so its ids are zeros: the spans have new ones`);
  }
  const { pushSpans } = await import("../../telemetry/push_spans.ts");
  const receipt = await pushSpans(spans, settings, { ...context, resource: resourceOf(run) });
  if (invocation.options.json) {
    host.stdout.write(`${JSON.stringify({ traces: Object.fromEntries(traces), receipt }, null, 2)}\n`);
  } else {
    const lines = [...traces].map(([id, traceId]) => `trace        ${traceId}  ${id}\n`);
    host.stdout.write(`${lines.join("")}${receiptText(receipt)}`);
  }
  return EXIT_CODES[receipt.delivered ? "passed" : "telemetry_lost"].code;
}

/** What the report knows of where it was made; this machine and its CI job have nothing to do with it. */
function resourceOf({ tool, environment: { vcs } }: RunResult): Readonly<Record<string, string>> {
  return {
    "service.version": tool.version,
    ...(!vcs?.revision ? {} : { "vcs.ref.head.revision": vcs.revision }),
    ...(!vcs?.branch ? {} : { "vcs.ref.head.name": vcs.branch }),
  };
}
