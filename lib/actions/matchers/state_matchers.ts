import { scalar } from "../scalar.ts";
import { defineMatcher, type Finding, type Matcher, type Subject } from "./matcher.ts";
import { checkElement, plainState, requireElement } from "./playwright_check.ts";

/** States of an element; each is written `true`, because `not_` says the opposite. */
export const STATE_MATCHERS = {
  to_be_visible: state("is visible", (subject) => subject.not ? checkHidden(subject) : checkVisible(subject), {
    takesMany: (not) => not,
  }),
  to_be_hidden: state("is hidden, or not there", (subject) => {
    return subject.not ? checkNotHidden(subject) : checkHidden(subject);
  }, { takesMany: (not) => !not }),
  to_be_enabled: state("is enabled", (subject) => {
    return checkElement(subject, (element, limits) => element.toBeEnabled(limits));
  }),
  to_be_disabled: state("is disabled", (subject) => {
    return checkElement(subject, (element, limits) => element.toBeDisabled(limits));
  }),
  to_be_checked: state("is checked", (subject) => {
    return checkElement(subject, (element, limits) => element.toBeChecked(limits));
  }),
  to_be_focused: state("has the focus", (subject) => {
    return checkElement(subject, (element, limits) => element.toBeFocused(limits));
  }),
  to_be_editable: state("can be edited", (subject) => {
    return checkElement(subject, (element, limits) => element.toBeEditable(limits));
  }),
  to_be_empty: state("has no text, or no value", (subject) => {
    return checkElement(subject, (element, limits) => element.toBeEmpty(limits));
  }),
  to_be_attached: state("is in the page, visible or not", (subject) => {
    return checkElement(subject, (element, limits) => element.toBeAttached(limits));
  }, { takesMany: (not) => not }),
  to_be_in_viewport: state("is at least in part in the viewport", (subject) => {
    return checkElement(subject, (element, limits) => element.toBeInViewport(limits));
  }),
};

function state(
  summary: string,
  check: (subject: Subject) => Promise<Finding>,
  { takesMany }: { readonly takesMany?: (not: boolean) => boolean } = {},
): Matcher<true> {
  const input = scalar<true>({
    expected: "true (the opposite is the same matcher with not_)",
    jsonSchema: { const: true },
    read: (value) => value === true ? true : undefined,
  });
  const many = takesMany === undefined ? {} : { takesMany: (_value: true, not: boolean) => takesMany(not) };
  return defineMatcher({
    summary,
    input,
    about: "element",
    check: async (_value, subject) => plainState(await check(subject)),
    ...many,
  });
}

function checkVisible(subject: Subject): Promise<Finding> {
  return checkElement(subject, (element, limits) => element.toBeVisible(limits));
}

async function checkNotHidden(subject: Subject): Promise<Finding> {
  const finding = await checkVisible({ ...subject, not: false });
  return finding.holds ? finding : { ...finding, expected: "hidden" };
}

/** Playwright's own refuses more than one element; hidden are all of them, or none is there. */
async function checkHidden(subject: Subject): Promise<Finding> {
  const visible = requireElement(subject).filter({ visible: true });
  const finding = await checkElement({ ...subject, element: visible, not: false }, (elements, limits) => {
    return elements.toHaveCount(0, limits);
  });
  if (finding.holds) return finding;
  // Where it is the negation of visible, `not` is put before what was expected.
  return { holds: false, expected: subject.not ? "visible" : "hidden", actual: "visible" };
}
