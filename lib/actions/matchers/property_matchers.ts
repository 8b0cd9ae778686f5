import * as z from "zod";
import { integer, oneOrList, text } from "../scalar.ts";
import { defineMatcher, type Finding } from "./matcher.ts";
import { checkElement } from "./playwright_check.ts";
import { type TextOrRegex, textOrRegex, toPlaywright } from "./text_or_regex.ts";

/** How many elements there are, and what stands in their HTML and style. */
export const PROPERTY_MATCHERS = {
  to_have_count: defineMatcher({
    summary: "so many elements match",
    input: integer(0, 1e6),
    about: "element",
    takesMany: () => true,
    async check(value, subject) {
      const finding = await checkElement(subject, (element, limits) => element.toHaveCount(value, limits));
      if (finding.holds) return finding;
      return { holds: false, expected: elements(finding.expected), actual: elements(finding.actual ?? "0") };
    },
  }),
  to_have_attribute: defineMatcher({
    summary: "has these attributes: a map",
    input: z.record(z.string(), textOrRegex()),
    about: "element",
    check: (value, subject) =>
      checkEach(value, (name, wanted) => {
        return checkElement(subject, (element, limits) => element.toHaveAttribute(name, wanted, limits));
      }),
  }),
  to_have_css: defineMatcher({
    summary: "has these computed styles: a map",
    input: z.record(z.string(), textOrRegex()),
    about: "element",
    check: (value, subject) =>
      checkEach(value, (name, wanted) => {
        return checkElement(subject, (element, limits) => element.toHaveCSS(name, wanted, limits));
      }),
  }),
  to_have_class: defineMatcher({
    summary: "has this class attribute, whole; a list: those of all elements in order",
    input: oneOrList(text()),
    about: "element",
    takesMany: isList,
    check: (value, subject) => checkElement(subject, (element, limits) => element.toHaveClass(value, limits)),
  }),
  to_contain_class: defineMatcher({
    summary: "has these classes and maybe others; a list: those of all elements in order",
    input: oneOrList(text()),
    about: "element",
    takesMany: isList,
    check: (value, subject) => checkElement(subject, (element, limits) => element.toContainClass(value, limits)),
  }),
  to_have_id: defineMatcher({
    summary: "has this id",
    input: textOrRegex(),
    about: "element",
    check: (value, subject) =>
      checkElement(subject, (element, limits) => element.toHaveId(toPlaywright(value), limits)),
  }),
};

/** Checks the entries of a map in order; the first that does not hold is the finding, with its name. */
async function checkEach(
  entries: { readonly [name: string]: TextOrRegex },
  check: (name: string, wanted: string | RegExp) => Promise<Finding>,
): Promise<Finding> {
  for (const [name, wanted] of Object.entries(entries)) {
    const finding = await check(name, toPlaywright(wanted));
    if (finding.holds) continue;
    const named = (text: string) => `${name}: ${text}`;
    return { holds: false, expected: named(finding.expected), actual: finding.actual && named(finding.actual) };
  }
  return { holds: true };
}

function isList(value: string | readonly string[]): boolean {
  return typeof value !== "string";
}

function elements(count: string): string {
  return count === "1" ? "1 element" : `${count} elements`;
}
