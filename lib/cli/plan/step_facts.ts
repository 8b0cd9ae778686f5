import { writeDuration } from "../../duration.ts";
import type { FlowOutline, SecretOutline, StepOutline, Touches } from "../../flow/outline/outline.ts";

/** What there is to say of a step beside its name and its timeout. */
export function stepFacts(step: StepOutline): readonly string[] {
  const { retry } = step;
  return [
    ...step.if === null ? [] : [`if ${step.if}`],
    ...retry === null ? [] : [retryText(retry)],
    ...step.optional ? ["optional"] : [],
    ...step.soft ? ["soft"] : [],
    ...step.triggers.length === 0 ? [] : [`triggers ${step.triggers.join(", ")}`],
    ...step.reachable ? [] : ["never reached"],
  ];
}

function retryText({ times, delay_ms }: NonNullable<StepOutline["retry"]>): string {
  const delay = delay_ms === 0 ? "" : ` after ${writeDuration(delay_ms)}`;
  return `retry ${times === 1 ? "once" : `${times} times`}${delay}`;
}

/** What there is to say of a flow beside its title and its steps; what there is not is left out. */
export function flowFacts(flow: FlowOutline): readonly (readonly [name: string, value: string])[] {
  const { session } = flow;
  const facts: readonly (readonly [string, string | null])[] = [
    ["file", flow.id],
    ["suite", flow.suite],
    ["about", flow.description],
    ["tags", listed(flow.tags)],
    ["base URL", flow.base_url],
    ["times", timesText(flow)],
    ["session", session === null ? null : `${session.use}, kept for ${writeDuration(session.max_age_ms)}`],
    ...touchFacts(flow.touches),
  ];
  return facts.flatMap(([name, value]) => value === null ? [] : [[name, value] as const]);
}

/** What is touched, each kind as one text; `null` where there is none. */
export function touchFacts({ hosts, files, secrets, environment }: Touches): readonly (readonly [
  string,
  string | null,
])[] {
  return [
    ["hosts", listed(hosts)],
    ["files", listed(files)],
    ["secrets", listed(secrets.map(secretText))],
    ["environment", listed(environment)],
  ];
}

function secretText({ name, env, file }: SecretOutline): string {
  return `${name} (${env ?? file})`;
}

function listed(texts: readonly string[]): string | null {
  return texts.length === 0 ? null : texts.join(", ");
}

function timesText({ timeout_ms, finally_timeout_ms, retries, serial, steps }: FlowOutline): string {
  const cleansUp = steps.some(({ phase }) => phase === "finally" || phase === "after");
  return [
    `timeout ${writeDuration(timeout_ms)}`,
    ...cleansUp ? [`finally ${writeDuration(finally_timeout_ms)}`] : [],
    `retries ${retries}`,
    ...serial ? ["serial"] : [],
  ].join(", ");
}

/** `1 flow, 12 steps`. */
export function totalsText(flows: number, steps: number): string {
  return `${flows} ${flows === 1 ? "flow" : "flows"}, ${steps} ${steps === 1 ? "step" : "steps"}`;
}
