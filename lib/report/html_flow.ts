import { formatDuration } from "../duration.ts";
import { type AttemptResult, type FlowResult, type LoginResult, NO_TRACE_ID } from "../run/result.ts";
import { code, factList, htmlArtifacts, htmlFailure, htmlSteps, htmlWarning } from "./html_step.ts";
import { loginTitle } from "./login_step.ts";
import { Markup, markup, type Part } from "./markup.ts";
import type { RenderPlace } from "./reporter_setup.ts";

/** One flow, unfolded when it did not pass. */
export function htmlFlow(flow: FlowResult, title: string, place: RenderPlace): Markup {
  const open = new Markup(flow.passed || flow.status === "skipped" ? "" : " open");
  const last = flow.attempts.at(-1);
  const scale = { startedAt: last?.started_at ?? null, durationMs: last?.duration_ms ?? 0, place };
  return markup`<details class="flow ${flow.status}"${open}><summary><span class="status">${flow.status}</span>
<span class="title">${title}</span><span class="time">${timeOf(flow)}</span>
<span class="path soft">${flow.spec_path} ${
    flow.tags.map((tag) => markup`<span class="tag">${tag}</span> `)
  }</span></summary>
<div class="body">${errorsOutsideSteps(flow).map(htmlFailure)}${flow.warnings.map(htmlWarning)}
${htmlSteps(flow.steps, scale)}${htmlArtifacts(flow.artifacts, place)}${
    flow.attempts.slice(0, -1).map((attempt) => htmlAttempt(attempt, place))
  }${facts(flow)}</div></details>
`;
}

/** One login of a session, unfolded when it did not pass. */
export function htmlLogin(login: LoginResult, place: RenderPlace): Markup {
  const open = new Markup(login.passed ? "" : " open");
  const scale = { startedAt: login.started_at, durationMs: login.duration_ms, place };
  return markup`<details class="flow ${login.status}"${open}><summary><span class="status">${login.status}</span>
<span class="title">${loginTitle(login)}</span><span class="time">${formatDuration(login.duration_ms)}</span>
<span class="path soft">${login.spec_path}</span></summary>
<div class="body">${errorsOutsideSteps(login).map(htmlFailure)}${login.warnings.map(htmlWarning)}
${htmlSteps(login.steps, scale)}${htmlArtifacts(login.artifacts, place)}${
    factList([
      ["trace", traceOf(login.trace_id)],
      ["needed by", code(login.needed_by)],
      ["attempt", login.attempt],
      ["started", login.started_at],
      ["id", code(login.id)],
    ])
  }</div></details>
`;
}

function timeOf({ status, duration_ms }: FlowResult): string {
  return status === "skipped" ? "" : formatDuration(duration_ms);
}

/** What a step shows is not said twice. */
function errorsOutsideSteps({ errors, steps }: Pick<FlowResult, "errors" | "steps">): FlowResult["errors"] {
  const shown = steps.map(({ error }) => error?.message);
  return errors.filter(({ message }) => !shown.includes(message));
}

function htmlAttempt(attempt: AttemptResult, place: RenderPlace): Markup {
  const scale = { startedAt: attempt.started_at, durationMs: attempt.duration_ms, place };
  return markup`<details class="attempt ${attempt.status}"><summary>attempt ${attempt.number}
<span class="status">${attempt.status}</span> <span class="soft">${formatDuration(attempt.duration_ms)}</span></summary>
<div class="body">${attempt.error === null || (attempt.steps ?? []).length > 0 ? null : htmlFailure(attempt.error)}${
    htmlSteps(attempt.steps ?? [], scale)
  }${htmlArtifacts(attempt.artifacts, place)}${factList([["trace", traceOf(attempt.trace_id)]])}</div></details>`;
}

function facts(flow: FlowResult): Markup {
  return factList([
    ["trace", traceOf(flow.trace_id)],
    ["base URL", flow.base_url === null ? null : code(flow.base_url)],
    ["row", flow.row === null ? null : code(JSON.stringify(flow.row))],
    ["started", flow.started_at],
    ["steps", `${flow.steps_executed} of ${flow.steps_total} began`],
    ["attempts", flow.attempts.length > 1 ? flow.attempts.length : null],
    ["id", code(flow.id)],
  ]);
}

/** A trace id that one click selects; nothing with telemetry off. */
export function traceOf(traceId: string): Part {
  return traceId === NO_TRACE_ID ? null : markup`<code class="copy">${traceId}</code>`;
}
