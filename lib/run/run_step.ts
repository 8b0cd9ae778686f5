import type { StepNode } from "../plan/step_node.ts";
import type { Span } from "../telemetry/telemetry.ts";
import { boundedMap, LONGEST_TEXT } from "./bounded.ts";
import { type BrokenCondition, conditionHolds } from "./condition_holds.ts";
import { cutOf } from "./cut.ts";
import { MOST_NESTED, type StepPath } from "./event.ts";
import { failure } from "./failure.ts";
import { pause } from "./pause.ts";
import { type Failure, NO_SPAN_ID, type StepResult } from "./result.ts";
import { instant } from "./run_tools.ts";
import type { StepFrame } from "./step_frame.ts";
import { screenshotOfFailure } from "./screenshot.ts";
import { type TryOutcome, tryStep } from "./try_step.ts";

/** What became of a step, and what that means for the ones after it. */
export interface StepOutcome {
  readonly result: StepResult;
  /** `null` also when the step was optional. */
  readonly failure: Failure | null;
  readonly goesOn: boolean;
  readonly hung: boolean;
}

/** Runs one step: its condition, its tries, its options; never throws. */
export async function runStep(step: StepNode, index: number, list: StepFrame): Promise<StepOutcome> {
  const { optional, soft, retry } = step.options;
  const frame = { ...list, mayGoOn: list.mayGoOn || optional || soft || retry !== null };
  if (frame.signal.aborted && cutOf(frame.signal)?.kind === "interrupted") {
    return skipped(await skipStep(step, index, { frame, because: "interrupted" }));
  }
  const path = pathOf(index, frame);
  // A step that is too late fails, whatever its condition says: a loop of skipped ones would never end.
  const condition = path.length > MOST_NESTED
    ? { failure: tooDeep(step), hung: false }
    : frame.signal.aborted || await conditionHolds(step, frame);
  if (condition === false) return skipped(await skipStep(step, index, { frame, because: "condition" }));
  const { tools } = frame.attempt;
  await tools.emit({
    type: "step_started",
    at: instant(tools.host),
    ...address(frame),
    phase: frame.phase,
    path,
    name: step.title,
    action: step.action,
    place: placeOf(step),
    iteration: frame.iteration,
  });
  const attributes = { "step.name": tools.masker.mask(step.title), "step.action": step.action };
  const outcome = await frame.span.child("qa_rig.step", attributes, async (span) => {
    const ended = await runTries(step, { frame, index, span, broken: condition === true ? null : condition });
    describeOnSpan(span, ended, frame);
    return ended;
  });
  await tools.emit({ type: "step_ended", at: instant(tools.host), ...address(frame), path, result: outcome.result });
  return outcome;
}

/** The result of a step that is not run. */
export async function skipStep(
  step: StepNode,
  index: number,
  { frame, because }: { readonly frame: StepFrame; readonly because: StepResult["because"] },
): Promise<StepResult> {
  const result: StepResult = { ...blankResult(step, index, frame), status: "skipped", because };
  const { tools } = frame.attempt;
  await tools.emit({
    type: "step_ended",
    at: instant(tools.host),
    ...address(frame),
    path: pathOf(index, frame),
    result,
  });
  return result;
}

interface Tries {
  readonly frame: StepFrame;
  readonly index: number;
  readonly span: Span;
  /** Why the step cannot even be tried: its condition could not be evaluated. */
  readonly broken: BrokenCondition | null;
}

async function runTries(step: StepNode, { frame, index, span, broken }: Tries): Promise<StepOutcome> {
  const { host, masker } = frame.attempt.tools;
  const startedAt = instant(host);
  const startedMs = host.monotonicMs();
  const most = 1 + (step.options.retry?.times ?? 0);
  const errors: Failure[] = [];
  const before = frame.variables.snapshot();
  let tries = 0;
  let last: TryOutcome = {
    data: {},
    steps: [],
    failure: broken?.failure ?? null,
    isInner: false,
    goesOn: false,
    hung: broken?.hung ?? false,
    url: null,
  };
  while (broken === null && tries < most) {
    if (tries > 0) {
      await pause(step.options.retry?.delayMs ?? 0, frame.signal);
      // What a failed try of a group has set is dropped: the next one starts where it did.
      frame.variables.restore(before);
      frame.attempt.inner.release(last.steps);
    }
    tries++;
    frame.attempt.degraded.length = 0;
    last = await tryStep(step, { ...frame, span }, pathOf(index, frame));
    if (last.failure === null || last.hung || frame.signal.aborted) break;
    if (tries < most) errors.push(last.failure);
  }
  const ending = await endingOf(step, last, frame);
  return {
    result: {
      ...blankResult(step, index, frame),
      ...ending.status,
      tries,
      earlier_errors: errors,
      started_at: startedAt,
      duration_ms: Math.round((host.monotonicMs() - startedMs) * 1_000) / 1_000,
      url: last.url,
      data: boundedMap(last.data, (text) => masker.maskStart(text, LONGEST_TEXT)),
      artifacts: frame.attempt.artifacts.take(),
      span_id: span.spanId,
      steps: [...last.steps],
    },
    failure: ending.failure,
    goesOn: ending.goesOn,
    hung: last.hung,
  };
}

interface Ending {
  readonly status: Pick<StepResult, "status" | "passed" | "error">;
  readonly failure: Failure | null;
  readonly goesOn: boolean;
}

async function endingOf(step: StepNode, last: TryOutcome, frame: StepFrame): Promise<Ending> {
  const cut = cutOf(frame.signal);
  const [degraded = null] = frame.attempt.degraded.splice(0);
  if (last.failure === null) {
    if (degraded !== null) frame.attempt.warnings.push({ message: degraded.message, at: degraded.at });
    const status = degraded === null ? "passed" : "warned";
    return { status: { status, passed: true, error: degraded }, failure: null, goesOn: true };
  }
  if (cut?.kind === "interrupted") {
    return { status: { status: "interrupted", passed: false, error: null }, failure: null, goesOn: false };
  }
  if (!last.isInner) await screenshotOfFailure(step, frame, last);
  const error = last.failure;
  // What is lost for the steps after it as well is nothing that an option of this one could cover.
  const isItsOwn = cut === null && !last.hung && error.class !== "browser";
  if (step.options.optional && isItsOwn) {
    frame.attempt.warnings.push({ message: error.message, at: error.at });
    return { status: { status: "warned", passed: true, error }, failure: null, goesOn: true };
  }
  return {
    status: { status: "failed", passed: false, error },
    failure: error,
    goesOn: (step.options.soft || last.goesOn) && isItsOwn,
  };
}

function tooDeep(step: StepNode): Failure {
  const message = `Cannot run a step: found more than ${MOST_NESTED} inside each other, expected at most that`;
  return failure("flow_file", message, step.at);
}

function describeOnSpan(span: Span, { result }: StepOutcome, frame: StepFrame): void {
  const { masker } = frame.attempt.tools;
  span.set({
    "step.duration_ms": result.duration_ms,
    "step.passed": result.passed,
    ...(result.url === null ? {} : { "url.full": masker.mask(result.url) }),
  });
  if (result.status === "interrupted") span.fail({ type: "interrupted", message: "Run interrupted" });
  if (result.error === null || result.status !== "failed") return;
  const message = masker.mask(result.error.message);
  span.set({ "step.error": message });
  span.fail({ type: result.error.class, message });
}

function skipped(result: StepResult): StepOutcome {
  return { result, failure: null, goesOn: result.because === "condition", hung: false };
}

function pathOf(index: number, frame: StepFrame): StepPath {
  return [...frame.path, { index, round: frame.round }];
}

function address(frame: StepFrame): { readonly flow: string; readonly attempt: number } {
  return { flow: frame.attempt.flow.id, attempt: frame.attempt.number };
}

function blankResult(step: StepNode, index: number, frame: StepFrame): StepResult {
  return {
    index,
    phase: frame.phase,
    name: step.title,
    action: step.action,
    status: "skipped",
    passed: false,
    because: null,
    tries: 0,
    earlier_errors: [],
    iteration: frame.iteration,
    started_at: null,
    duration_ms: 0,
    at: placeOf(step),
    url: null,
    data: {},
    error: null,
    artifacts: [],
    span_id: NO_SPAN_ID,
    steps: [],
  };
}

function placeOf({ at: { file, line, column } }: StepNode): StepResult["at"] {
  return { file, line, column };
}
