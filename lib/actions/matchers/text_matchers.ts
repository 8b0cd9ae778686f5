import { patternText, textOrPattern } from "../pattern.ts";
import { oneOrList, text } from "../scalar.ts";
import { defineMatcher } from "./matcher.ts";
import { checkElement, withJoinedBlanks } from "./playwright_check.ts";
import { textOrRegex, toPlaywright } from "./text_or_regex.ts";

type Texts = string | readonly string[];

/** Texts, names and values; `/…/i` is a regular expression in texts and names, a list is the texts of all elements. */
export const TEXT_MATCHERS = {
  to_have_text: defineMatcher({
    summary: "has this text, blanks joined; a list: the texts of all elements in order",
    input: oneOrList(patternText()),
    about: "element",
    takesMany: isList,
    check: (value, subject) =>
      withJoinedBlanks(
        checkElement(subject, (element, limits) => element.toHaveText(textsOrPatterns(value), limits)),
      ),
  }),
  to_contain_text: defineMatcher({
    summary: "has this in its text; a list: such elements in order, others may stand between",
    input: oneOrList(patternText()),
    about: "element",
    takesMany: isList,
    check: (value, subject) =>
      withJoinedBlanks(
        checkElement(subject, (element, limits) => element.toContainText(textsOrPatterns(value), limits)),
      ),
  }),
  to_have_accessible_name: defineMatcher({
    summary: "has this accessible name",
    input: patternText(),
    about: "element",
    check: (value, subject) =>
      checkElement(subject, (element, limits) => element.toHaveAccessibleName(textOrPattern(value), limits)),
  }),
  to_have_value: defineMatcher({
    summary: "is a field with this value",
    input: textOrRegex(),
    about: "element",
    check: (value, subject) =>
      checkElement(subject, (element, limits) => element.toHaveValue(toPlaywright(value), limits)),
  }),
  to_have_values: defineMatcher({
    summary: "is a list box with these options selected",
    input: oneOrList(text()),
    about: "element",
    check: (value, subject) => checkElement(subject, (element, limits) => element.toHaveValues([value].flat(), limits)),
  }),
};

/** Whether a value speaks of a list of elements. */
function isList(value: Texts): boolean {
  return typeof value !== "string";
}

function textsOrPatterns(value: Texts): string | RegExp | (string | RegExp)[] {
  return typeof value === "string" ? textOrPattern(value) : value.map(textOrPattern);
}
