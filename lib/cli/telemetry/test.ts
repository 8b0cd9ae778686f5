import { generate } from "@std/uuid/v7";
import { UsageError } from "../../errors.ts";
import { EXIT_CODES, type ExitCode } from "../../exit_code.ts";
import type { Host } from "../../host.ts";
import type { Invocation } from "../command.ts";
import { receiptText } from "./receipt_text.ts";
import { readSending } from "./sending.ts";

const TITLE = "qa-rig telemetry test";

/** Sends the spans of a flow with one step and a data point, and prints the receipt; 5 when not all was accepted. */
export async function test(invocation: Invocation, host: Host): Promise<ExitCode> {
  const [path] = invocation.paths;
  if (path !== undefined) throw new UsageError(`Cannot test telemetry with "${path}": test takes no path`);
  const { settings, context } = await readSending(invocation, host);
  const { initTelemetry } = await import("../../telemetry/mod.ts");
  const telemetry = await initTelemetry(settings, context);
  const start = {
    "flow.spec_path": "-",
    "flow.run_id": generate(),
    "flow.base_url": "",
    "flow.steps_total": 1,
    "test.case.name": TITLE,
  };
  const traceId = await telemetry.flow(start, null, async (span) => {
    await span.child("qa_rig.step", { "step.name": TITLE, "step.action": "assert" }, (step) => {
      step.set({ "step.duration_ms": 0, "step.passed": true });
      return Promise.resolve();
    });
    span.set({ "flow.passed": true, "flow.steps_executed": 1, "test.case.result.status": "pass" });
    return span.traceId;
  });
  telemetry.record("qa_rig_flow_execution_seconds", 0, { "flow.passed": true, "test.case.name": TITLE });
  const receipt = await telemetry.close(settings.shutdownTimeoutMs);
  if (invocation.options.json) host.stdout.write(`${JSON.stringify({ trace_id: traceId, receipt }, null, 2)}\n`);
  else host.stdout.write(`trace        ${traceId}\n${receiptText(receipt)}`);
  return EXIT_CODES[receipt.delivered ? "passed" : "telemetry_lost"].code;
}
