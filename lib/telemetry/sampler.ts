import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from "@opentelemetry/sdk-trace-base";
import type { SamplerSettings } from "./settings.ts";

/** The SDK's sampler for what `OTEL_TRACES_SAMPLER` says. */
export function samplerOf({ kind, parentBased, ratio }: SamplerSettings): Sampler {
  const root = rootSampler(kind, ratio);
  return parentBased ? new ParentBasedSampler({ root }) : root;
}

function rootSampler(kind: SamplerSettings["kind"], ratio: number): Sampler {
  switch (kind) {
    case "always_on":
      return new AlwaysOnSampler();
    case "always_off":
      return new AlwaysOffSampler();
    case "traceidratio":
      return new TraceIdRatioBasedSampler(ratio);
  }
}
