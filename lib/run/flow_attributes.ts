import type { PlannedFlow } from "../plan/plan.ts";
import type { Attributes } from "../telemetry/telemetry.ts";
import { maskUrl } from "../mask.ts";
import type { AttemptResult } from "./result.ts";
import type { RunTools } from "./run_tools.ts";
import type { Attempt } from "./step_frame.ts";
import { stepsTotal } from "./steps_total.ts";

/** What a flow's span says when it starts. */
export function flowAttributes(
  flow: PlannedFlow,
  { tools, baseUrl }: { readonly tools: RunTools; readonly baseUrl: string | null },
): Attributes {
  const { masker } = tools;
  return {
    "flow.spec_path": flow.specPath,
    "flow.run_id": tools.runId,
    "flow.base_url": baseUrl === null ? "" : maskUrl(masker.mask(baseUrl)),
    "flow.steps_total": stepsTotal(flow),
    "test.case.name": masker.mask(flow.title),
    ...(flow.suite === null ? {} : { "test.suite.name": masker.mask(flow.suite) }),
  };
}

/** What a flow's span says when its browser is known. */
export function browserAttributes({ browser, tools }: Attempt): Attributes {
  return { "browser.brands": [`${browser.name} ${browser.version}`], "browser.platform": tools.host.system.os };
}

/** What the metric says of an attempt that has ended. */
export function metricAttributes(
  flow: PlannedFlow,
  { status, error }: Pick<AttemptResult, "status" | "error">,
  { masker }: RunTools,
): Attributes {
  const errorType = status === "interrupted" ? "interrupted" : error?.class;
  return {
    "flow.passed": status === "passed",
    "test.case.name": masker.mask(flow.title),
    ...(errorType === undefined ? {} : { "error.type": errorType }),
  };
}
