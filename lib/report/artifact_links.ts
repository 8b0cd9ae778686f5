import type { Artifact, FlowResult, StepResult } from "../run/result.ts";
import type { RenderPlace } from "./reporter_setup.ts";

/** Every file that a flow left: its own, its attempts' and its steps'. */
export function artifactsOf(flow: FlowResult): readonly Artifact[] {
  const earlier = flow.attempts.filter(({ steps }) => steps !== null);
  return [
    ...flow.artifacts,
    ...ofSteps(flow.steps),
    ...earlier.flatMap(({ artifacts, steps }) => [...artifacts, ...ofSteps(steps ?? [])]),
  ];
}

function ofSteps(steps: readonly StepResult[]): readonly Artifact[] {
  return steps.flatMap((step) => [...step.artifacts, ...ofSteps(step.steps)]);
}

/** The path of an artifact as seen from the report. */
export function artifactPath({ path }: Artifact, { artifactsFrom }: RenderPlace): string {
  return `${artifactsFrom}${path}`;
}

/** The same as a relative URL; never one with a scheme. */
export function artifactUrl(artifact: Artifact, place: RenderPlace): string {
  const path = artifactPath(artifact, place).toWellFormed();
  return `./${path.split("/").map(encodeURIComponent).join("/")}`;
}
