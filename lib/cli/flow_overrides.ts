import type { Flow } from "../plan/flow.ts";
import type { FlowOverrides } from "../plan/make_plan.ts";
import type { OptionName } from "./options.ts";
import type { SettledOptions } from "./settle_options.ts";
import { type Texts, variablesFor } from "./read_variables.ts";

/** What wins over a flow file: the command line and the environment, but not `qa-rig.yaml`. */
export function flowOverrides(flow: Flow, { options, sources }: SettledOptions, texts: Texts): FlowOverrides {
  const strong = <T>(name: OptionName, value: T) => isStrong(name, sources) ? value : null;
  return {
    baseUrl: strong("base-url", options.baseUrl),
    timeoutMs: strong("timeout", options.timeout),
    stepTimeoutMs: strong("step-timeout", options.stepTimeout),
    retries: strong("retries", options.retries),
    variables: variablesFor(flow, texts),
  };
}

/** The flow with what `qa-rig.yaml` says where the flow and its suites say nothing. */
export function withFallbacks(flow: Flow, { options, sources }: SettledOptions): Flow {
  const weak = <T>(name: OptionName, value: T) => isStrong(name, sources) ? null : value;
  return {
    ...flow,
    baseUrl: flow.baseUrl ?? weak("base-url", options.baseUrl),
    timeoutMs: flow.timeoutMs ?? weak("timeout", options.timeout),
    stepTimeoutMs: flow.stepTimeoutMs ?? weak("step-timeout", options.stepTimeout),
    retries: flow.retries ?? weak("retries", options.retries),
  };
}

function isStrong(name: OptionName, sources: SettledOptions["sources"]): boolean {
  return sources[name] === "command line" || sources[name] === "environment";
}
