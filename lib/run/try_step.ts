import type { StepData } from "../actions/define_action.ts";
import { explainLocator } from "../actions/explain_locator.ts";
import { hasLocator, type LocatorInput, locatorOf } from "../actions/locator.ts";
import { fillIn } from "../plan/fill_in.ts";
import { maskUrl } from "../mask.ts";
import type { StepNode } from "../plan/step_node.ts";
import { actionContext } from "./action_context.ts";
import { actionTitle } from "./action_title.ts";
import { Cut, cutOf, deadline, HungError, raceCut } from "./cut.ts";
import type { StepPath } from "./event.ts";
import { type FailedStep, failureOf, StepsFailed } from "./failure.ts";
import { isHung } from "./is_hung.ts";
import { performStep } from "./perform_step.ts";
import type { Failure, StepResult } from "./result.ts";
import { type Holder, locatorsOf, scopeOf, type StepFrame } from "./step_frame.ts";
import { formatDuration } from "../duration.ts";

/** What became of one try of a step. */
export interface TryOutcome {
  readonly data: StepData;
  /** Of a step that holds steps. */
  readonly steps: readonly StepResult[];
  readonly failure: Failure | null;
  /** Whether the failure is that of a step inside. */
  readonly isInner: boolean;
  /** A `soft` step inside failed: what comes after goes on. */
  readonly goesOn: boolean;
  /** The page does not answer any more, so nothing else can be done in this attempt. */
  readonly hung: boolean;
  readonly url: string | null;
}

/** Runs a step's action once, within its deadline; never throws. */
export async function tryStep(step: StepNode, frame: StepFrame, path: StepPath): Promise<TryOutcome> {
  const { session, tools } = frame.attempt;
  const { timeoutMs } = step.options;
  using limit = stepDeadline(step);
  const signal = AbortSignal.any([frame.signal, limit.signal]);
  const children: StepResult[] = [];
  const holder: Holder = { path, children, failures: [], rounds: 0, handling: Promise.resolve(), isLeft: false };
  session.markStep();
  const here = { ...frame, signal };
  const outer = frame.attempt.running;
  frame.attempt.running = { frame: here, holder };
  try {
    // Also a step that would have ended at once is too late.
    frame.signal.throwIfAborted();
    const work = performStep(step, here, actionContext(step, here, holder));
    // One that holds steps ends when they do, and each of them has a race of its own.
    const data = await (step.deadline === "none" ? work : raceCut(work, signal, tools.settings.slowMoMs));
    await holder.handling;
    const [noted] = holder.failures;
    if (noted !== undefined) throw noted;
    return { data, steps: children, failure: null, isInner: false, goesOn: true, hung: false, url: urlOf(frame) };
  } catch (error) {
    holder.isLeft = error instanceof HungError;
    // Its steps end soon, because they hear the same signal.
    await holder.handling;
    // A banner that could not be closed is why the element under it was not reached.
    const inner = error instanceof StepsFailed ? error : holder.failures[0] ?? null;
    const hung = inner?.hung ?? await isHung(error, signal, frame);
    const failed: FailedStep = { step, signal, timeoutMs, masker: tools.masker, hung, explanation: null };
    const explanation = hung || inner !== null ? null : await explain(step, error, here);
    return {
      data: {},
      steps: children,
      failure: failureOf(inner ?? error, { ...failed, explanation }),
      isInner: inner !== null,
      goesOn: inner?.goesOn ?? false,
      hung,
      url: urlOf(frame),
    };
  } finally {
    frame.attempt.running = outer;
  }
}

function stepDeadline(step: StepNode): { readonly signal: AbortSignal } & Disposable {
  const { timeoutMs } = step.options;
  if (timeoutMs === null) return { signal: new AbortController().signal, [Symbol.dispose]: () => {} };
  // Playwright's own timeout comes first where it works, because its error knows more.
  return deadline(
    timeoutMs + 50,
    new Cut("step_deadline", `Cannot ${actionTitle(step)} within ${formatDuration(timeoutMs)}`),
  );
}

/** Finds out what became of the element that the step names; `null` when it names none or the page is gone. */
async function explain(step: StepNode, error: unknown, frame: StepFrame): Promise<FailedStep["explanation"]> {
  const cut = cutOf(frame.signal);
  if (cut !== null && cut.kind !== "step_deadline") return null;
  if (!(error instanceof Error) || error.name === "ActionError" || error.name === "ExpressionError") return null;
  try {
    const input = fillIn(step.input, scopeOf(frame)) as LocatorInput;
    if (!hasLocator(input)) return null;
    return await explainLocator(frame.attempt.session.page, locatorOf(input), locatorsOf(frame), frame.attempt.session);
  } catch {
    return null;
  }
}

/** Characters of a page's URL that the report keeps. */
const LONGEST_URL = 2_000;

function urlOf(frame: StepFrame): string | null {
  try {
    const { session, tools } = frame.attempt;
    return tools.masker.maskStart(maskUrl(session.page.url()), LONGEST_URL);
  } catch {
    return null;
  }
}
