/** A state that Playwright told of, in this project's words: a part of `found …, expected …`. */
export interface State {
  readonly found: string;
  readonly expected: string;
  readonly hint?: string;
}

/** What Playwright's log says of an element that it waits for. */
const WAITING: readonly (readonly [RegExp, (match: RegExpExecArray) => State])[] = [
  [/^(.*?)(?: from (.*) subtree)? intercepts pointer events/, ([, over = "", outer]) => ({
    found: `it covered by ${over}${outer === undefined ? "" : ` in ${outer}`}`,
    expected: "it free",
  })],
  [/is not visible/, () => ({ found: "it hidden", expected: "it visible" })],
  [/is not enabled/, () => ({ found: "it disabled", expected: "it enabled" })],
  [/is not stable/, () => ({ found: "it moving", expected: "it still" })],
  [/is not editable/, () => ({ found: "it read-only", expected: "it editable" })],
  [/outside of the viewport/, () => ({ found: "it outside of the viewport", expected: "it inside" })],
];

const TAKE_FILE = 'take the file: triggers: {download: "*"}';

/** What Playwright's errors say, by their first line. */
const SAID: readonly (readonly [RegExp, (match: RegExpExecArray) => State])[] = [
  [/^Not a checkbox or radio button/, () => other("an element that cannot be ticked", "a checkbox or a radio button")],
  [/^Element is not an <input>/, () => other("an element that takes no text", "a text field")],
  [/^Element is not a <select>/, () => other("an element without options", "a list box")],
  [/^Node is not an <input>/, () => other("an element without a value", "a field")],
  [/^Node is not an HTMLInputElement/, () => other("an element that takes no files", "a file input")],
  // Not which: it may be a part of a secret, cut at its "+".
  [/^Unknown key: /, () => other("no key of that name", "one such as Enter, Tab, a or Control+A")],
  [/^Unknown permission: (.*)$/, ([, name]) => other(`no permission "${name}"`, "one such as geolocation")],
  [/^(Unexpected token .*) while parsing css selector/, ([, token = ""]) => other(lowered(token), "a CSS selector")],
  [/^Download is starting/, () => ({ ...other("a download", "a page"), hint: TAKE_FILE })],
  [/^[A-Z]\w*(Error|Exception): /, ({ input }) => other(input, "no error")],
];

/** What an element was when the time was over, from Playwright's log; `null` where it does not say. */
export function lastState(message: string): State | null {
  const lines = message.split("\n").map((line) => line.replace(/^\s*-\s*/, "").trim());
  return lines.toReversed().map((line) => stateIn(WAITING, line)).find((state) => state !== null) ?? null;
}

/** What the first line of an error of Playwright means; `null` for one that is not known. */
export function stateSaid(line: string): State | null {
  return stateIn(SAID, line);
}

function stateIn(table: typeof SAID, line: string): State | null {
  for (const [pattern, make] of table) {
    const match = pattern.exec(line);
    if (match !== null) return make(match);
  }
  return null;
}

function other(found: string, expected: string): State {
  return { found, expected };
}

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
