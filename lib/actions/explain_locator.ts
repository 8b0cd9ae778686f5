import type { Locator, Page } from "playwright";
import { ActionError } from "./action_error.ts";
import { describeElement, type ElementFacts, elementFacts } from "./describe_element.ts";
import { findLocator, type FindOptions, framesOf, type NamedLocators } from "./find.ts";
import { describeLocator, type LocatorInput } from "./locator.ts";
import { type LooserForm, looserForms } from "./looser_forms.ts";
import { nearTexts } from "./near_texts.ts";
import { writeLocator } from "./write_locator.ts";

/** Why a locator does not name exactly one element. */
export interface Explanation {
  /** How many elements match now; never 1. */
  readonly count: number;
  /** For `found …, expected 1`: `no element`, `2 elements`, `no table "Cart" to look in`. */
  readonly actual: string;
  /** What would match, or which locators would be unique; `null` when there was nothing to say, or no time. */
  readonly hint: string | null;
}

/** Makes a locator of the current page. */
export type Find = (input: LocatorInput) => Locator;

/** How long a page may take to answer, in milliseconds: whoever waits for the explanation has waited already. */
const ANSWER_MS = 1_000;

/** Of that, how long the page's texts may take: what else would match has to be said too. */
const NEAR_MS = 500;

/** How many elements are listed. */
const MOST_LISTED = 5;

/**
 * Looks up what became of a locator after a failure: `null` when it names exactly one element, or when the page does not
 * answer within a second. Never rejects.
 */
export function explainLocator(
  page: Page,
  input: LocatorInput,
  named: NamedLocators,
  options: FindOptions = {},
): Promise<Explanation | null> {
  return explainElement(input, (locator) => findLocator(page, locator, named, options));
}

/** `explainLocator()` for an action, which has a `find` of its own. */
export async function explainElement(input: LocatorInput, find: Find): Promise<Explanation | null> {
  const endMs = performance.now() + ANSWER_MS;
  const outer = await inTime(endMs, () => explainOuter(input, find));
  const wrong = outer ?? await inTime(endMs, () => countWrong(input, find));
  if (wrong === null) return null;
  const hint = await inTime(endMs, () => wrong.count === 0 ? hintLooser(wrong.input, find) : hintUnique(wrong, find));
  return { count: wrong.count, actual: wrong.actual, hint };
}

/** The failure of an action whose locator does not name one element. */
export function locatorError(title: string, { actual, hint }: Explanation): ActionError {
  const details = { expected: "1 element", actual, ...(hint === null ? {} : { hint }) };
  return new ActionError("locator", `Cannot ${title}: found ${actual}, expected 1 element`, details);
}

/** A locator that does not match once. */
interface Wrong {
  readonly input: LocatorInput;
  readonly count: number;
  readonly actual: string;
}

async function countWrong(input: LocatorInput, find: Find): Promise<Wrong | null> {
  const count = await find(input).count();
  if (count === 1) return null;
  return { input, count, actual: count === 0 ? "no element" : `${count} elements` };
}

/** The first frame or outer element that is not there, in which case nothing can be found inside. */
async function explainOuter(input: LocatorInput, find: Find): Promise<Wrong | null> {
  const { within } = input;
  const frames = framesOf(input);
  for (const [index, one] of frames.entries()) {
    const wrong = await countWrong(inFrames(one, frames.slice(0, index)), find);
    if (wrong !== null) return outerWrong(wrong, one);
  }
  if (within === undefined) return null;
  const wrong = await countWrong(inFrames(within, frames), find);
  return wrong?.count === 0 ? outerWrong(wrong, within) : null;
}

function outerWrong(wrong: Wrong, outer: LocatorInput): Wrong {
  const number = wrong.count === 0 ? "no" : wrong.count;
  return { ...wrong, actual: `${number} ${describeLocator(outer)} to look in` };
}

function inFrames(input: LocatorInput, frames: readonly LocatorInput[]): LocatorInput {
  return frames.length === 0 ? input : { ...input, frame: [...frames, ...framesOf(input)] };
}

/** `1 element matches with exact: false: textbox "Quantity *"`; else a text of the page that is near; else a wider form. */
async function hintLooser(input: LocatorInput, find: Find): Promise<string | null> {
  const forms = looserForms(input);
  const isInexact = ({ looser }: LooserForm) => looser.exact !== input.exact;
  const inexact = await firstThatMatches(forms.filter(isInexact), find);
  if (inexact !== null) return inexact;
  const near = await inTime(performance.now() + NEAR_MS, () => nearTexts(input, find, NEAR_MS));
  return near ?? await firstThatMatches(forms.filter((form) => !isInexact(form)), find);
}

async function firstThatMatches(forms: readonly LooserForm[], find: Find): Promise<string | null> {
  for (const { how, looser } of forms) {
    const found = find(looser);
    const count = await found.count();
    if (count === 0) continue;
    const names = (await listed(found, count)).map(describeElement);
    const more = count > names.length ? ", …" : "";
    return `${count} ${count === 1 ? "element matches" : "elements match"} ${how}: ${names.join(", ")}${more}`;
  }
  return null;
}

/** Every element that matched, with a locator that is unique. */
async function hintUnique({ input, count }: Wrong, find: Find): Promise<string> {
  const elements = await listed(find(input), count);
  const lines = await Promise.all(elements.map(async (element, index) => {
    const unique = await uniqueLocator(input, { index, element, find });
    return `${describeElement(element)}: ${writeLocator(unique)}`;
  }));
  const more = count > lines.length ? [`and ${count - lines.length} more`] : [];
  return ["unique would be", ...lines, ...more].join("\n  ");
}

function listed(found: Locator, count: number): Promise<readonly ElementFacts[]> {
  const indices = Array.from({ length: Math.min(count, MOST_LISTED) }, (_, index) => index);
  return Promise.all(indices.map((index) => elementFacts(found.nth(index), ANSWER_MS)));
}

/** One of the elements that a locator matches. */
interface Candidate {
  readonly index: number;
  readonly element: ElementFacts;
  readonly find: Find;
}

async function uniqueLocator(input: LocatorInput, { index, element, find }: Candidate): Promise<LocatorInput> {
  const itself = find(input).nth(index);
  const { frame, ...unframed } = input;
  const forms = [...formsOf(element), { ...unframed, visible: true }];
  for (const form of forms) {
    const framed = frame === undefined ? form : { frame, ...form };
    const isUnique = await find(framed).count() === 1 && await itself.and(find(form)).count() === 1;
    if (isUnique) return framed;
  }
  return { ...input, nth: index };
}

/** Locators that an element's own properties make, the best first. */
function formsOf({ role, name, label, placeholder, testId, text, id }: ElementFacts): readonly LocatorInput[] {
  const forms: (LocatorInput | null)[] = [
    role !== null && name !== null ? { role, name } : null,
    label === null ? null : { label },
    placeholder === null ? null : { placeholder },
    testId === null ? null : { test_id: testId },
    text === null ? null : { text },
    id === null ? null : { css: `[id=${JSON.stringify(id)}]` },
  ];
  return forms.filter((form) => form !== null);
}

/** What a body gives before a point in time, else `null`; also when it rejects. */
async function inTime<T>(endMs: number, body: () => Promise<T>): Promise<T | null> {
  const { promise, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), Math.max(0, endMs - performance.now()));
  try {
    return await Promise.race([body(), promise]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
