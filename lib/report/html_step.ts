import { formatDuration } from "../duration.ts";
import type { Artifact, Failure, StepResult, Warning } from "../run/result.ts";
import { artifactPath, artifactUrl } from "./artifact_links.ts";
import { Markup, markup, type Part } from "./markup.ts";
import type { RenderPlace } from "./reporter_setup.ts";

/** The attempt that steps belong to: what their bars are drawn against. */
export interface StepScale {
  readonly startedAt: string | null;
  readonly durationMs: number;
  readonly place: RenderPlace;
}

/** A list of steps, each with its bar and, folded, its details. */
export function htmlSteps(steps: readonly StepResult[], scale: StepScale): Part {
  return steps.length === 0 ? null : markup`<ol class="steps">${steps.map((step) => htmlStep(step, scale))}</ol>`;
}

function htmlStep(step: StepResult, scale: StepScale): Markup {
  const open = new Markup(step.status === "passed" || step.status === "skipped" ? "" : " open");
  const errors = [...step.earlier_errors, ...(step.error === null || isShownInside(step) ? [] : [step.error])];
  return markup`<li><details class="step ${step.status}"${open}><summary><span class="status">${step.status}</span>
<span class="name">${nameOf(step)}</span>${bar(step, scale)}<span class="time">${timeOf(step)}</span></summary>
<div class="body">${errors.map(htmlFailure)}${facts(step)}${htmlArtifacts(step.artifacts, scale.place)}</div>
</details>${htmlSteps(step.steps, scale)}</li>`;
}

/** The error of a step that holds steps is that of the step inside. */
function isShownInside({ error, steps }: StepResult): boolean {
  return steps.some((inner) => inner.error?.message === error?.message);
}

function nameOf({ name, iteration, phase }: StepResult): Part {
  const round = iteration === null ? null : markup`<span class="soft">[${iteration}]</span> `;
  const list = phase === "steps" ? null : markup`<span class="soft">${phase}:</span> `;
  return [list, round, name];
}

function timeOf({ status, duration_ms }: StepResult): string {
  return status === "skipped" ? "" : formatDuration(duration_ms);
}

/** When the step ran within its attempt, and for how long. */
function bar({ started_at, duration_ms }: StepResult, { startedAt, durationMs }: StepScale): Markup {
  if (started_at === null || startedAt === null || durationMs <= 0) return markup`<span></span>`;
  const percent = (ms: number) => Math.min(100, Math.max(0, ms / durationMs * 100));
  const start = Math.min(99, percent(Date.parse(started_at) - Date.parse(startedAt)));
  const width = Math.min(100 - start, Math.max(1, percent(duration_ms)));
  return markup`<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect x="${
    start.toFixed(2)
  }" width="${width.toFixed(2)}" height="1"/></svg>`;
}

function facts({ because, tries, at, error, url, data }: StepResult): Markup {
  const said = error?.at?.line === at.line && error.at.column === at.column;
  return factList([
    ["place", said ? null : placeOf(at)],
    ["page", url === null ? null : code(url)],
    ["skipped because", because],
    ["tries", tries > 1 ? tries : null],
    ["data", Object.keys(data).length === 0 ? null : code(JSON.stringify(data))],
  ]);
}

/** A failure or a warning with its place. */
export function htmlFailure(failure: Failure): Markup {
  const { message, expected, actual, at, hint } = failure;
  return markup`<div class="error"><pre>${message}</pre>${
    factList([
      ["expected", expected === null ? null : markup`<pre>${expected}</pre>`],
      ["actual", actual === null ? null : markup`<pre>${actual}</pre>`],
      ["place", placeOf(at)],
      ["hint", hint],
      ["class", failure.class],
    ])
  }</div>`;
}

/** A warning with its place. */
export function htmlWarning({ message, at }: Warning): Markup {
  return markup`<div class="error warning"><pre>${message}</pre>${factList([["place", placeOf(at)]])}</div>`;
}

function placeOf(at: Warning["at"]): Part {
  return at === null ? null : code(`${at.file}:${at.line}:${at.column}`);
}

/** Names and values; those without a value are left out. */
export function factList(entries: readonly (readonly [name: string, value: Part])[]): Markup {
  const rows = entries.filter(([, value]) => value !== null && value !== "");
  if (rows.length === 0) return markup``;
  return markup`<dl>${rows.map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

/** Text in a fixed-width font. */
export function code(text: string): Markup {
  return markup`<code>${text}</code>`;
}

/** Pictures as pictures, other files as links. */
export function htmlArtifacts(artifacts: readonly Artifact[], place: RenderPlace): Part {
  if (artifacts.length === 0) return null;
  return markup`<div class="shots">${artifacts.map((artifact) => htmlArtifact(artifact, place))}</div>`;
}

function htmlArtifact(artifact: Artifact, place: RenderPlace): Markup {
  const url = artifactUrl(artifact, place);
  const path = artifactPath(artifact, place);
  const picture = artifact.media_type.startsWith("image/")
    ? markup`<img src="${url}" alt="${artifact.kind} ${path}" loading="lazy">`
    : null;
  return markup`<a href="${url}">${picture}<span class="path">${artifact.kind}: ${path}</span></a>`;
}
