import type { Locator, Page } from "playwright";
import { oneLine } from "../one_line.ts";
import type { Limits } from "../poll.ts";
import type { Finding, Subject } from "./matcher.ts";

/** What Playwright's `expect` gives for a thing: its matchers. */
type Matchers<T> = ReturnType<typeof matchersOf<T>>;

/** Checks an element by one of Playwright's own matchers. */
export function checkElement(
  subject: Subject,
  run: (matchers: Matchers<Locator>, limits: Limits) => Promise<void>,
): Promise<Finding> {
  return checkThing(requireElement(subject), subject, run);
}

/** Checks the page by one of Playwright's own matchers. */
export function checkPage(
  subject: Subject,
  run: (matchers: Matchers<Page>, limits: Limits) => Promise<void>,
): Promise<Finding> {
  return checkThing(subject.page, subject, run);
}

async function checkThing<T>(
  thing: T,
  subject: Subject,
  run: (matchers: Matchers<T>, limits: Limits) => Promise<void>,
): Promise<Finding> {
  try {
    await run(matchersOf(thing, subject), subject.limits());
    return { holds: true };
  } catch (error) {
    const { expected, actual } = resultOf(error);
    return { holds: false, expected: describe(expected), actual: actual === undefined ? null : describe(actual) };
  }
}

/** A finding for matchers that compare texts with their blanks joined. */
export async function withJoinedBlanks(checked: Promise<Finding>): Promise<Finding> {
  const finding = await checked;
  if (finding.holds || finding.actual === null) return finding;
  return { ...finding, actual: oneLine(finding.actual) };
}

function matchersOf<T>(thing: T, { expect, not }: Subject) {
  const matchers = expect(thing);
  return not ? matchers.not : matchers;
}

/** The element that a step names; the schema of `expect` has made sure that it names one. */
export function requireElement({ element }: Subject): Locator {
  if (element === null) throw new TypeError("A matcher of an element was used without one");
  return element;
}

interface MatcherResult {
  readonly expected?: unknown;
  readonly actual?: unknown;
}

/** The result that a failed expectation carries; any other error, such as a closed page, is thrown on. */
function resultOf(error: unknown): MatcherResult {
  if (error instanceof Error && "matcherResult" in error) {
    const { matcherResult } = error;
    if (typeof matcherResult === "object" && matcherResult !== null) return matcherResult;
  }
  throw error;
}

/** States that Playwright names as no person would. */
const STATES: { readonly [state: string]: string } = {
  inactive: "not focused",
  notEmpty: "not empty",
  readOnly: "read-only",
  "viewport ratio 0": "outside of the viewport",
};

/** A value for people. */
function describe(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "nothing" : value.map(describe).join(", ");
  return String(value);
}

/** A state for people: what a page itself says stays as it is. */
export function plainState(finding: Finding): Finding {
  if (finding.holds || finding.actual === null) return finding;
  const seen = /^viewport ratio (?!0$)/.test(finding.actual) ? "in viewport" : STATES[finding.actual];
  return { ...finding, actual: seen ?? finding.actual };
}
