import * as z from "zod";
import { patternText } from "./pattern.ts";
import { flag, integer, oneOrList, text } from "./scalar.ts";

/** How a step names an element; exactly one of the base keys is set. */
export interface LocatorInput {
  readonly role?: string;
  readonly name?: string;
  readonly level?: number;
  readonly checked?: boolean;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
  readonly selected?: boolean;
  readonly disabled?: boolean;
  readonly label?: string;
  readonly text?: string;
  readonly placeholder?: string;
  readonly alt?: string;
  readonly title?: string;
  readonly test_id?: string;
  readonly css?: string;
  readonly xpath?: string;
  readonly on?: string;
  readonly frame?: LocatorInput | readonly LocatorInput[];
  readonly within?: LocatorInput;
  readonly has_text?: string;
  readonly has_not_text?: string;
  readonly has?: LocatorInput;
  readonly visible?: boolean;
  readonly nth?: number;
  readonly exact?: boolean;
}

/** Keys of which a locator has exactly one. */
export const BASE_KEYS = [
  "role",
  "label",
  "text",
  "placeholder",
  "alt",
  "title",
  "test_id",
  "css",
  "xpath",
  "on",
] as const;

/** Keys that go only with `role`. */
export const ROLE_KEYS = ["name", "level", "checked", "pressed", "expanded", "selected", "disabled"] as const;

/** The keys of a locator, to be spread into the input of an action. */
export const locatorKeys = {
  role: z.exactOptional(text().describe("ARIA role: button, link, textbox, …")),
  name: z.exactOptional(patternText().describe("accessible name, with role")),
  level: z.exactOptional(integer(1, 100).describe("heading level, with role")),
  checked: z.exactOptional(flag().describe("with role")),
  pressed: z.exactOptional(flag().describe("with role")),
  expanded: z.exactOptional(flag().describe("with role")),
  selected: z.exactOptional(flag().describe("with role")),
  disabled: z.exactOptional(flag().describe("with role")),
  label: z.exactOptional(patternText().describe("label of a form field")),
  text: z.exactOptional(patternText().describe("text of the element")),
  placeholder: z.exactOptional(patternText().describe("placeholder of a form field")),
  alt: z.exactOptional(patternText().describe("alternative text of an image")),
  title: z.exactOptional(patternText().describe("title attribute")),
  test_id: z.exactOptional(text().describe("data-testid attribute")),
  css: z.exactOptional(text().describe("CSS selector")),
  xpath: z.exactOptional(text().describe("XPath")),
  on: z.exactOptional(text().describe("a name from the flow's locators")),
  frame: z.exactOptional(oneOrList(z.lazy(() => LOCATOR)).describe("the frame to look in, or frames from outside in")),
  within: z.exactOptional(z.lazy(() => LOCATOR).describe("the element to look in")),
  has_text: z.exactOptional(patternText().describe("keep elements that contain this text")),
  has_not_text: z.exactOptional(patternText().describe("drop elements that contain this text")),
  has: z.exactOptional(z.lazy(() => LOCATOR).describe("keep elements that contain such an element")),
  visible: z.exactOptional(flag().describe("keep visible (or hidden) elements")),
  nth: z.exactOptional(integer(-1e6, 1e6).describe("from 0; negative from the end")),
  exact: z.exactOptional(flag().describe("false: part of the text, any case")),
} as const;

/** A locator by itself, as in `within` or `handlers`. */
export const LOCATOR: z.ZodType<LocatorInput> = located({});

/** The input of an action on one element: a locator and the action's own keys; `optional` allows no locator at all. */
export function located<Own extends z.ZodRawShape>(own: Own, { optional = false } = {}) {
  return z.strictObject({ ...locatorKeys, ...own }).superRefine((input, context) => {
    const problem = problemOf(input, optional);
    if (problem !== null) context.addIssue({ code: "custom", message: problem });
  });
}

function problemOf(input: object, optional: boolean): string | null {
  const bases = BASE_KEYS.filter((key) => key in input);
  if (bases.length > 1) return `a locator has one of ${BASE_KEYS.join(", ")}, found ${bases.join(" and ")}`;
  const [base] = bases;
  const rest = Object.keys(locatorKeys).find((key) => key in input && key !== base);
  if (base === undefined) {
    if (optional && rest === undefined) return null;
    return `a locator has one of ${BASE_KEYS.join(", ")}, found none`;
  }
  const misplaced = ROLE_KEYS.find((key) => key in input && base !== "role");
  return misplaced === undefined ? null : `"${misplaced}" goes only with "role", found "${base}"`;
}

/** The locator among the keys of an action's input. */
export function locatorOf(input: LocatorInput): LocatorInput {
  const keys = Object.keys(locatorKeys);
  return Object.fromEntries(Object.entries(input).filter(([key]) => keys.includes(key)));
}

/** Whether an input names an element. */
export function hasLocator(input: LocatorInput): boolean {
  return BASE_KEYS.some((key) => key in input);
}

/** A locator for people: `button "Add to cart"`, `"Quantity"`, `css "li.item"`. */
export function describeLocator(input: LocatorInput): string {
  const base = BASE_KEYS.find((key) => key in input);
  if (base === undefined) return "page";
  const value = `"${input[base]}"`;
  const named = base === "role"
    ? `${input.role}${input.name === undefined ? "" : ` "${input.name}"`}`
    : base === "label" || base === "text"
    ? value
    : `${base === "on" ? "" : `${base.replace("_", " ")} `}${value}`;
  const place = input.within === undefined ? "" : ` in ${describeLocator(input.within)}`;
  const position = input.nth === undefined ? "" : ` (nth ${input.nth})`;
  return named + position + place;
}
