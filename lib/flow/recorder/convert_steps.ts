import { writeDuration } from "../../duration.ts";
import { maskText } from "../../mask/mask_text.ts";
import { CONVERTERS, convertUnknown } from "./converters.ts";
import { isKnownKey, type JoinedStep, joinKeys } from "./join_keys.ts";
import { commentLine, type ConvertScope, type Line, stepLine, type WrittenStep } from "./line.ts";
import { literal } from "./literal.ts";
import { PageTracker } from "./page_tracker.ts";
import type { RecordedStep, Recording } from "./recording.ts";
import type { TypedSecret } from "./typed_secrets.ts";

/** What came of the steps of a recording. */
export interface Converted {
  readonly lines: readonly Line[];
  /** Where its paths are relative to: the origin of the first page that it opens. */
  readonly baseUrl: string | null;
  readonly warnings: readonly string[];
}

/** What marks elements for tests where a recording does not say it. */
export const TEST_ID_ATTRIBUTE = "data-testid";

/** Converts every step of a recording. */
export function convertSteps(
  { steps, selectorAttribute: testIdAttribute = TEST_ID_ATTRIBUTE }: Recording,
  secrets: readonly TypedSecret[],
): Converted {
  const baseUrl = originOf(steps);
  const warnings: string[] = [];
  const pages = new PageTracker();
  const fields = new Set(steps.filter(({ type }) => type === "change").map(elementOf));
  const isField = (step: RecordedStep) => fields.has(elementOf(step));
  const lines: Line[] = [];
  for (const joined of joinKeys(steps)) {
    const held = joined.type === "step" ? joined.held : [];
    const warn = (message: string) => void warnings.push(`Step ${joined.number} (${joined.step.type}): ${message}`);
    const scope = scopeOf({ baseUrl, secrets, held, warn, isField, testIdAttribute });
    const converted = [...convert(joined, scope), ...assertions(joined.step, scope)];
    if (converted.length > 0) pages.goTo(joined.step.target ?? "main", lines);
    lines.push(...converted);
    if (joined.step.type === "close") pages.close();
  }
  return { lines, baseUrl, warnings };
}

function convert(joined: JoinedStep, scope: ConvertScope): readonly Line[] {
  const { step } = joined;
  switch (joined.type) {
    case "released":
      return [];
    case "press":
      return isKnownKey(joined.keys)
        ? [withTimeout(stepLine("press", literal(joined.keys)), step)]
        : [commentLine(`key "${scope.shown(joined.keys)}", which no keyboard of a flow has`, scope)];
    case "step": {
      const converter = Object.hasOwn(CONVERTERS, step.type) ? CONVERTERS[step.type] : undefined;
      const lines = (converter ?? convertUnknown)(step, scope);
      const ignored = scope.held.length > 0 && !POINTER_STEPS.includes(step.type);
      const held = ignored ? [commentLine(`${scope.held.join("+")} was held down meanwhile`, scope)] : [];
      return [...held, ...lines.map((line) => withTimeout(line, step))];
    }
  }
}

const POINTER_STEPS: readonly string[] = ["click", "doubleClick", "hover"];

function withTimeout(line: Line, { timeout }: RecordedStep): Line {
  if (timeout === undefined || line.type === "comment") return line;
  const step: WrittenStep = typeof line.step === "string" ? { [line.step]: null } : line.step;
  return { type: "step", step: { ...step, timeout: writeDuration(timeout) } };
}

/** What a step must lead to. */
function assertions({ assertedEvents = [], type, url: opened }: RecordedStep, scope: ConvertScope): readonly Line[] {
  return assertedEvents.map(({ type: event, url, title }) => {
    if (event !== "navigation") return commentLine(`asserted event "${scope.shown(event)}"`, scope);
    const isNews = url !== undefined && url !== "" && !(type === "navigate" && url === opened);
    const wishes = {
      ...isNews ? { to_have_url: scope.url(url) } : {},
      ...title === undefined || title === "" ? {} : { to_have_title: scope.text(title) },
    };
    return Object.keys(wishes).length > 0 ? stepLine("expect", wishes) : stepLine("wait_for", { load: "load" });
  });
}

function originOf(steps: readonly RecordedStep[]): string | null {
  const urls = steps.flatMap(({ type, url }) => type === "navigate" && url !== undefined ? [URL.parse(url)] : []);
  return urls.find((url) => url !== null && /^https?:$/.test(url.protocol))?.origin ?? null;
}

/** What tells one element of a recording from another. */
function elementOf({ selectors = [] }: RecordedStep): string {
  return JSON.stringify(selectors[0] ?? null);
}

/** Where a URL stands in a text: a browser shows none with its user and password, so neither does a page. */
const USER_INFO = /(https?:\/\/)[^\s/?#"'<>]+@/gi;

/** Nobody can tell which variables should hold a user and a password, so they are left out. */
function withoutUser(recorded: string, warn: (message: string) => void): string {
  const left = recorded.replace(USER_INFO, "$1");
  if (left !== recorded) {
    warn("user and password of a URL were left out: give the flow browser.http_credentials with secrets");
  }
  return left;
}

interface ScopeParts extends Pick<ConvertScope, "held" | "warn" | "isField" | "testIdAttribute"> {
  readonly baseUrl: string | null;
  readonly secrets: readonly TypedSecret[];
}

/** A password shorter than this is found in too many texts that are none. */
const LEAST_LENGTH = 6;

function scopeOf({ baseUrl, secrets, ...rest }: ScopeParts): ConvertScope {
  // One password may be the beginning of another.
  const long = secrets.filter(({ value }) => value.length >= LEAST_LENGTH)
    .toSorted((one, other) => other.value.length - one.value.length);
  const withoutPasswords = (written: string) => {
    const known = long.reduce(
      (all, { name, value }) => all.replaceAll(literal(value), () => `\${secrets.${name}}`),
      written,
    );
    const masked = maskText(known);
    // In a URL that is expected, this is a glob for anything.
    if (masked !== known) rest.warn(`a credential in it became ***: ${maskText(written)}`);
    return masked;
  };
  const text = (written: string) => {
    const recorded = withoutUser(written, rest.warn);
    const whole = secrets.find(({ value }) => value === recorded);
    return whole === undefined ? withoutPasswords(literal(recorded)) : `\${secrets.${whole.name}}`;
  };
  const url = (written: string) => {
    const recorded = withoutUser(written, rest.warn);
    const relative = baseUrl !== null && (recorded === baseUrl || recorded.startsWith(`${baseUrl}/`))
      ? recorded.slice(baseUrl.length) || "/"
      : recorded;
    return long.reduce(
      (all, { name, value }) => all.replaceAll(encodeURIComponent(value), () => `\${urlencode(secrets.${name})}`),
      text(relative),
    );
  };
  const shown = (value: unknown) => {
    const written = typeof value === "string" ? value : JSON.stringify(value) ?? "";
    return maskText(long.reduce((all, secret) => all.replaceAll(secret.value, "***"), written));
  };
  return { ...rest, text, withoutPasswords, url, shown };
}
