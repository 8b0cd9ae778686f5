import type { Response } from "playwright";
import type { ActionContext, RunStepsOptions } from "../actions/action_context.ts";
import { ActionError } from "../actions/action_error.ts";
import { findLocator } from "../actions/find.ts";
import { credentialsIn } from "../mask/mask_url.ts";
import type { Expression, Scope } from "../plan/expression.ts";
import type { StepNode } from "../plan/step_node.ts";
import { actionFiles } from "./action_files.ts";
import { failure, type StepsFailed } from "./failure.ts";
import { resolveUrl } from "./resolve_url.ts";
import { runPart } from "./run_part.ts";
import { failureOfSteps, runSteps } from "./run_steps.ts";
import { type Holder, locatorsOf, scopeOf, type StepFrame } from "./step_frame.ts";

/** Makes what an action sees in one try of a step; `frame.signal` is the try's. */
export function actionContext(step: StepNode, frame: StepFrame, holder: Holder): ActionContext {
  const { attempt } = frame;
  const { tools, session } = attempt;
  const startedMs = tools.host.monotonicMs();
  const { client_certificates: clientCertificates } = attempt.settings;
  return {
    get page() {
      return session.page;
    },
    pages: session.pages,
    expect: attempt.expect,
    find: (locator) => findLocator(session.page, locator, locatorsOf(frame), session),
    limits: () => ({ timeout: timeLeft(step, tools.host.monotonicMs() - startedMs), signal: frame.signal }),
    signal: frame.signal,
    variables: {
      get: (name) => frame.variables.get(name),
      set: (name, value) => holder.isLeft ? undefined : frame.variables.set(name, value),
    },
    evaluate: (expression: Expression, extra: Scope = {}) => expression.evaluate({ ...scopeOf(frame), ...extra }),
    runSteps: (steps, options) => runChildren(steps, options ?? {}, { frame, holder, round: ++holder.rounds }),
    runPart: (part, given) => runPart(part, given, { frame, holder }),
    url(written) {
      const url = resolveUrl(written, attempt.baseUrl);
      for (const credential of credentialsIn(url)) tools.masker.addSent(credential);
      // A browser and its trace keep what stands before the host.
      if (new URL(url).password !== "") attempt.recordings.addSecret();
      return url;
    },
    baseUrl: attempt.baseUrl,
    fetch: (url, init) => tools.http.fetch(url, init, clientCertificates),
    hosts: session.allowedHosts,
    files: actionFiles(frame),
    events: {
      consoleErrors: () => session.events.consoleErrors(),
      waitForResponse: (fits: (response: Response) => boolean | Promise<boolean>) =>
        session.events.waitForResponse(fits, frame.signal),
      onStay: (listener) => session.onStay(listener),
      expectDialog: ({ accept, answer, signal = frame.signal }) =>
        session.expectDialog({
          accept,
          signal: AbortSignal.any([frame.signal, signal]),
          ...(answer === undefined ? {} : { text: answer }),
        }),
    },
    degrade(message) {
      if (!frame.signal.aborted) attempt.degraded.push(failure("timeout", message, step.at));
    },
    warn: (message) => attempt.warnings.push({ message, at: failure("internal", "", step.at).at }),
    excerpt: (text, longest) => tools.masker.maskStart(text, longest),
    holdSecret(element, texts) {
      const secrets = texts.filter((text) => tools.masker.holds(text));
      return secrets.length === 0 ? element : session.secretFields.hold(element, secrets);
    },
    giveSecrets: (texts) => session.secretFields.give(session.page, texts.filter((text) => tools.masker.holds(text))),
    secretElements: () => session.secretFields.of(session.page),
    addSecret: (text) => addSecret(text, step, frame),
    addSent: (text) => tools.masker.addSent(text),
    settings: {
      updateSnapshots: tools.settings.updateSnapshots,
      browserName: attempt.browser.name,
      os: tools.host.system.os,
    },
  };
}

/** What is left of a try's time for Playwright; 0 would mean "no limit" to it. */
function timeLeft(step: StepNode, passedMs: number): number {
  return step.options.timeoutMs === null ? 0 : Math.max(1, step.options.timeoutMs - passedMs);
}

async function runChildren(
  steps: readonly StepNode[],
  options: RunStepsOptions,
  { frame, holder, round }: { readonly frame: StepFrame; readonly holder: Holder; readonly round: number },
): Promise<void> {
  const outcome = await runSteps(steps, {
    ...frame,
    path: holder.path,
    round,
    iteration: options.iteration ?? null,
    local: { ...frame.local, ...options.variables },
  });
  frame.attempt.inner.keep(outcome.results, holder.children);
  noteFailure(failureOfSteps([outcome]), holder);
}

/** A failure that stops nothing waits until the step has ended: a loop goes on with its next round. */
export function noteFailure(failed: StepsFailed | null, holder: Holder): void {
  if (failed?.goesOn === false) throw failed;
  if (failed !== null) holder.failures.push(failed);
}

function addSecret(text: string, step: StepNode, frame: StepFrame): void {
  try {
    frame.attempt.tools.masker.add(text, step.title);
    frame.attempt.recordings.addSecret();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ActionError("policy", `Cannot keep the captured value secret: ${reason}`);
  }
}
