import type { Telemetry } from "../../lib/telemetry/telemetry.ts";

/** The ids that a sample run was told by its spans. */
export interface SampleIds {
  readonly flow: { readonly traceId: string; readonly spanId: string };
  readonly steps: readonly string[];
}

/** One attempt with a step that passes, a step in a step, and a step that fails; every attribute of a run is set. */
export function sampleAttempt(telemetry: Telemetry, earlier: SampleIds["flow"] | null = null): Promise<SampleIds> {
  const steps: string[] = [];
  return telemetry.flow(
    {
      "flow.spec_path": "flows/shop.flow.yaml",
      "flow.run_id": "0190a5b0-0000-7000-8000-000000000000",
      "flow.base_url": "http://127.0.0.1:4173",
      "flow.steps_total": 2,
      "test.suite.name": "Shop",
      "test.case.name": "Guest buys a teapot",
      "browser.brands": ["Chromium 140", "Headless"],
      "browser.platform": "linux",
    },
    earlier,
    async (flow) => {
      await flow.child("qa_rig.step", { "step.name": "group Pay", "step.action": "group" }, async (group) => {
        steps.push(group.spanId);
        await group.child("qa_rig.step", { "step.name": "goto /", "step.action": "goto" }, (inner) => {
          steps.push(inner.spanId);
          inner.set({ "step.duration_ms": 12.4, "step.passed": true, "url.full": "http://127.0.0.1:4173/" });
          return Promise.resolve();
        });
        group.set({ "step.duration_ms": 13, "step.passed": true });
      });
      await flow.child("qa_rig.step", { "step.name": 'click "Pay"', "step.action": "click" }, (step) => {
        steps.push(step.spanId);
        step.set({ "step.duration_ms": 5_000, "step.passed": false });
        step.fail({ type: "locator", message: "Cannot click" });
        return Promise.resolve();
      });
      flow.set({ "flow.passed": false, "flow.steps_executed": 2, "test.case.result.status": "fail" });
      flow.fail({ type: "locator", message: "Cannot click" });
      telemetry.record("qa_rig_flow_execution_seconds", 5.013, {
        "flow.passed": false,
        "test.case.name": "Guest buys a teapot",
        "error.type": "locator",
      });
      return { flow: { traceId: flow.traceId, spanId: flow.spanId }, steps };
    },
  );
}
