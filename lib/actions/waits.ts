import { formatDuration, parseDuration } from "../duration.ts";
import type { ActionContext } from "./action_context.ts";
import { ActionError } from "./action_error.ts";
import { lookByScript, type ScriptInput } from "./check_script.ts";
import { explainElement, locatorError } from "./explain_locator.ts";
import { describeLocator, locatorOf } from "./locator.ts";
import { describeScript } from "./page_script.ts";
import { pause, poll, settled } from "./poll.ts";
import { responseTest, type TrafficInput, urlOf } from "./traffic_test.ts";
import { describeUrl, urlMatcher, type UrlPattern } from "./url_pattern.ts";

/** States of an element that can be waited for. */
export const ELEMENT_STATES = ["visible", "hidden", "attached", "detached"] as const;

/** States of a page that can be waited for. */
export const LOAD_STATES = ["load", "domcontentloaded", "networkidle"] as const;

/** The input of `wait_for`: a locator, or one of the others. */
export interface WaitInput extends ScriptInput {
  readonly state?: typeof ELEMENT_STATES[number];
  readonly url?: UrlPattern;
  readonly load?: typeof LOAD_STATES[number];
  readonly response?: string | TrafficInput;
  readonly duration?: string;
}

/** What can be waited for. */
export type WaitKind = "element" | "url" | "load" | "response" | "script" | "duration";

/** One kind of wait; `wait` throws `ActionError` (`timeout`, `locator`) when it was in vain. */
interface Wait {
  describe(input: WaitInput): string;
  wait(input: WaitInput, context: ActionContext): Promise<void>;
}

/** How each kind waits. */
export const WAITS: { readonly [kind in WaitKind]: Wait } = {
  element: {
    describe: (input) => `${describeLocator(input)} to be ${stateOf(input)}`,
    wait: waitForElement,
  },
  url: {
    describe: ({ url = "" }) => `URL "${describeUrl(url)}"`,
    async wait(input, { page, baseUrl, limits }) {
      const matches = await urlMatcher(input.url ?? "", baseUrl);
      const url = await poll(() => Promise.resolve(page.url()), matches, limits());
      if (!matches(url)) throw inVain(input, "url", { expected: describeUrl(input.url ?? ""), actual: `"${url}"` });
    },
  },
  load: {
    describe: ({ load }) => `load state "${load}"`,
    async wait(input, { page, limits }) {
      const { load = "load" } = input;
      try {
        await page.waitForLoadState(load, limits());
      } catch (error) {
        throw isLate(error) ? inVain(input, "load", { expected: load, actual: "the page still loading" }) : error;
      }
    },
  },
  response: {
    describe: ({ response = "" }) => `response "${describeUrl(urlOf(response))}"`,
    wait: waitForResponse,
  },
  script: {
    describe: ({ script = "" }) => describeScript(script),
    async wait(input, context) {
      const isTruthy = (look: Awaited<ReturnType<typeof lookByScript>>) => look.type === "value" && Boolean(look.value);
      const last = await poll(() => lookByScript(input, context), isTruthy, context.limits());
      if (isTruthy(last)) return;
      const actual = last.type === "value" ? JSON.stringify(last.value) : `an error: ${last.message}`;
      throw inVain(input, "script", { expected: "a truthy value", actual });
    },
  },
  duration: {
    describe: ({ duration = "" }) => `${duration}`,
    wait: waitForDuration,
  },
};

function stateOf({ state = "visible" }: WaitInput): typeof ELEMENT_STATES[number] {
  return state;
}

async function waitForElement(input: WaitInput, context: ActionContext): Promise<void> {
  const state = stateOf(input);
  const element = context.find(locatorOf(input));
  // Any number of elements may be hidden: none of them is visible then.
  const waited = state === "hidden" ? element.filter({ visible: true }).first() : element;
  const target = state === "detached" ? element.first() : waited;
  try {
    await target.waitFor({ state, ...context.limits() });
  } catch (error) {
    const needsOne = state === "visible" || state === "attached";
    const wrong = needsOne ? await explainElement(locatorOf(input), context.find) : null;
    if (wrong !== null) throw locatorError(titleOf(input, "element"), wrong);
    throw isLate(error) ? inVain(input, "element", { expected: state, actual: FOUND_INSTEAD[state] }) : error;
  }
}

const FOUND_INSTEAD = {
  visible: "it hidden",
  hidden: "it visible",
  attached: "it not attached",
  detached: "it still attached",
} as const;

async function waitForResponse(input: WaitInput, { events, baseUrl, limits }: ActionContext): Promise<void> {
  const test = await responseTest(input.response ?? "", baseUrl);
  const seen = await settled(events.waitForResponse((response) => test.fits(response)), limits());
  if (seen === null) throw inVain(input, "response", { expected: test.wanted, actual: test.near() ?? "none" });
}

async function waitForDuration(input: WaitInput, { limits }: ActionContext): Promise<void> {
  const { timeout, signal } = limits();
  const ms = parseDuration(input.duration ?? "") ?? 0;
  if (timeout !== 0 && ms > timeout) {
    const actual = `a timeout of ${formatDuration(timeout)}`;
    const hint = `give the step more time: timeout: ${formatSeconds(ms + 1_000)}`;
    throw inVain(input, "duration", { expected: formatDuration(ms), actual, hint });
  }
  await pause(ms, signal);
}

function formatSeconds(ms: number): string {
  return `${Math.ceil(ms / 1_000)}s`;
}

interface InVain {
  readonly expected: string;
  /** A part of a sentence, quoted where it has to be. */
  readonly actual: string;
  readonly hint?: string;
}

function inVain(input: WaitInput, kind: WaitKind, details: InVain): ActionError {
  return new ActionError("timeout", `Cannot ${titleOf(input, kind)}: found ${details.actual}`, details);
}

function titleOf(input: WaitInput, kind: WaitKind): string {
  return `wait for ${WAITS[kind].describe(input)}`;
}

/** Whether one of Playwright's waits ended because its time was over. */
function isLate(error: unknown): boolean {
  return error instanceof Error && error.name === "TimeoutError";
}
