import { ActionError, type ErrorClass } from "../actions/action_error.ts";
import type { Masker } from "../mask.ts";
import type { Place } from "../errors.ts";
import { ExpressionError } from "../plan/expression.ts";
import type { StepNode } from "../plan/step_node.ts";
import { formatDuration } from "../duration.ts";
import { actionTitle } from "./action_title.ts";
import { boundedText, LONGEST_TEXT } from "./bounded.ts";
import { Cut, cutOf, HungError } from "./cut.ts";
import { lastState, stateSaid } from "./playwright_words.ts";
import type { Failure } from "./result.ts";

/** A list of steps failed: the failure is the one of the step inside. */
export class StepsFailed extends Error {
  override readonly name = "StepsFailed";
  constructor(readonly failure: Failure, readonly goesOn: boolean, readonly hung: boolean) {
    super(failure.message);
  }
}

/** What the runner knows about a step when it failed. */
export interface FailedStep {
  readonly step: StepNode;
  /** Of the try. */
  readonly signal: AbortSignal;
  readonly timeoutMs: number | null;
  /** Whether the page is dead: see `isHung()`. */
  readonly hung: boolean;
  /** Texts are masked before they are cut. */
  readonly masker: Pick<Masker, "maskStart">;
  /** What became of the element, when it could be found out: see `explainLocator()`. */
  readonly explanation: { readonly count: number; readonly actual: string; readonly hint: string | null } | null;
}

/** Gives every failure of a step its one class and its message; the only place that decides either. */
export function failureOf(error: unknown, failed: FailedStep): Failure {
  const cut = cutOf(failed.signal);
  if (error instanceof StepsFailed) return error.failure;
  if (cut !== null && cut.kind !== "step_deadline") return failure(cut.errorClass, cut.message, failed.step.at);
  // The deadline of a list around it had passed before it began.
  if (error instanceof Cut) return failure(error.errorClass, error.message, failed.step.at);
  if (error instanceof ActionError) return fromActionError(error, failed);
  if (error instanceof ExpressionError) return failure("expression", masked(error.message, failed), error.at);
  if (failed.explanation !== null && failed.explanation.count !== 1) return wrongElement(failed, failed.explanation);
  if (cut !== null || isTimeout(error)) return tooLate(error, failed);
  return fromPlaywright(error, failed);
}

/** A failure with nothing but its class, message and place. */
export function failure(
  errorClass: ErrorClass,
  message: string,
  at: Place | null,
  rest: Partial<Failure> = {},
): Failure {
  return {
    class: errorClass,
    message: boundedText(message),
    expected: boundedOrNull(rest.expected),
    actual: boundedOrNull(rest.actual),
    at: at === null ? null : { file: at.file, line: at.line, column: at.column },
    hint: boundedOrNull(rest.hint),
  };
}

function boundedOrNull(text: string | null | undefined): string | null {
  return typeof text === "string" ? boundedText(text) : null;
}

function fromActionError(error: ActionError, failed: FailedStep): Failure {
  const [expected, actual, hint] = (["expected", "actual", "hint"] as const).map((key) => {
    const text = error.details[key];
    return text === undefined ? null : masked(text, failed);
  });
  const rest = { expected: expected ?? null, actual: actual ?? null, hint: hint ?? null };
  return failure(error.errorClass, masked(error.message, failed), failed.step.at, rest);
}

function masked(text: string, { masker }: FailedStep): string {
  return masker.maskStart(text, LONGEST_TEXT);
}

function wrongElement({ step }: FailedStep, { actual, hint }: NonNullable<FailedStep["explanation"]>): Failure {
  const message = `Cannot ${actionTitle(step)}: found ${actual}, expected 1 element`;
  return failure("locator", message, step.at, { expected: "1 element", actual, hint });
}

function tooLate(error: unknown, { step, timeoutMs, hung, explanation }: FailedStep): Failure {
  const time = timeoutMs === null ? "" : ` within ${formatDuration(timeoutMs)}`;
  const { found, expected } = stateWhenLate(error, { step, hung, explanation });
  const message = `Cannot ${actionTitle(step)}${time}: found ${found}${
    expected === null ? "" : `, expected ${expected}`
  }`;
  return failure("timeout", message, step.at, { expected, actual: found, hint: explanation?.hint ?? null });
}

function stateWhenLate(
  error: unknown,
  { step, hung, explanation }: Pick<FailedStep, "step" | "hung" | "explanation">,
): { readonly found: string; readonly expected: string | null } {
  if (hung) return { found: "the page does not answer", expected: null };
  const state = error instanceof Error ? lastState(plainText(error.message)) : null;
  if (explanation !== null && explanation.count !== 1) return { found: explanation.actual, expected: "1 element" };
  if (state !== null) return state;
  if (step.deadline === "navigation") return { found: "the page still loading", expected: "it loaded" };
  return { found: explanation?.actual ?? "no end", expected: null };
}

function isTimeout(error: unknown): boolean {
  if (error instanceof HungError) return true;
  return error instanceof Error && (error.name === "TimeoutError" || error.name === "AbortError");
}

function fromPlaywright(error: unknown, failed: FailedStep): Failure {
  const { step } = failed;
  const message = masked(error instanceof Error ? plainText(error.message) : String(error), failed);
  const first = message.split("\n")[0]?.replace(/^([a-zA-Z]+\.[a-zA-Z]+: )?(Error: )?/, "") ?? "";
  const network = /net::(ERR_\w+)/.exec(message)?.[1];
  if (step.deadline === "navigation" && network !== undefined) return noPage(network, step);
  const errorClass = step.deadline === "navigation" ? "navigation" : isOurs(error) ? "internal" : "page";
  const state = stateSaid(first);
  const said = state === null ? first : `found ${state.found}, expected ${state.expected}`;
  return failure(errorClass, `Cannot ${actionTitle(step)}: ${said}`, step.at, {
    expected: state?.expected ?? null,
    actual: state?.found ?? first,
    hint: state?.hint ?? null,
  });
}

function noPage(network: string, step: StepNode): Failure {
  const meaning = NETWORK_HINTS[network] === undefined ? "" : ` (${NETWORK_HINTS[network]})`;
  const message = `Cannot ${actionTitle(step)}: found ${network}${meaning}, expected a page`;
  return failure("navigation", message, step.at, { expected: "a page", actual: network });
}

const NETWORK_HINTS: { readonly [code: string]: string } = {
  ERR_CONNECTION_REFUSED: "nothing listens there",
  ERR_NAME_NOT_RESOLVED: "the host name is not known",
  ERR_INTERNET_DISCONNECTED: "offline",
  ERR_CERT_AUTHORITY_INVALID: "the certificate is not trusted",
  ERR_CONNECTION_TIMED_OUT: "no answer",
  ERR_UNSAFE_PORT: "a port that browsers never ask",
  ERR_ABORTED: "the answer was no page, such as a download",
};

/** Faults of the tool itself, not of the page: what JavaScript throws by itself, without a word from Playwright. */
function isOurs(error: unknown): boolean {
  return error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
}

/** Without the colours that Playwright puts into its messages. */
function plainText(message: string): string {
  // deno-lint-ignore no-control-regex
  return message.replace(/\u001b\[[0-9;]*m/g, "");
}

/** A cut as the failure of whatever was running. */
export function failureOfCut(cut: Cut, at: Place | null): Failure {
  return failure(cut.errorClass, cut.message, at);
}
