import type { Locator, Page } from "playwright";
import type { z } from "zod";
import type { ActionContext } from "../action_context.ts";
import type { Limits } from "../poll.ts";

/** What `expect` looks at; `not` turns every check around. */
export interface Subject {
  readonly page: Page;
  /** `null` when the step names no element. */
  readonly element: Locator | null;
  readonly not: boolean;
  readonly expect: ActionContext["expect"];
  readonly baseUrl: string | null;
  /** What is left of the step's time. */
  limits(): Limits;
  readonly excerpt: ActionContext["excerpt"];
}

/** What a check found at the end of its time; texts are for people, `actual` is `null` where there was nothing to look at. */
export type Finding =
  | { readonly holds: true }
  | { readonly holds: false; readonly expected: string; readonly actual: string | null };

/** A condition of `expect` on an element or the page. */
export interface Matcher<T> {
  /** One line for the documents. */
  readonly summary: string;
  readonly input: z.ZodType<T>;
  readonly about: "element" | "page" | "element or page";
  /** Whether it takes any number of elements, so that two are no error; `not` says whether it is negated. */
  takesMany?(value: T, not: boolean): boolean;
  /** Waits until the condition holds, or to the end of the time. */
  check(value: T, subject: Subject): Promise<Finding>;
}

/** Types a matcher from its schema; gives it back as it is. */
export function defineMatcher<T>(matcher: Matcher<T>): Matcher<T> {
  return matcher;
}
