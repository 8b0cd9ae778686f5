import { expectedDuration, parseDuration } from "../duration.ts";
import type { OptionEntry, OptionValue, TextForm } from "./option.ts";

const TRUE_WORDS = ["1", "true", "yes", "on"];
const FALSE_WORDS = ["0", "false", "no", "off"];

/** Reads `1`, `true`, `yes`, `on` and their opposites in any case; `undefined` for anything else. */
export function readFlag(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (TRUE_WORDS.includes(word)) return true;
  return FALSE_WORDS.includes(word) ? false : undefined;
}

/** The value of an option given by these texts, of which only a list reads more than the last; `undefined` is none. */
export function readOptionValue(entry: OptionEntry, texts: readonly string[]): OptionValue | undefined {
  const text = texts.at(-1) ?? "";
  switch (entry.kind) {
    case "flag":
      return readFlag(text);
    case "text":
      return text !== "" && fits(entry.form, text) ? text : undefined;
    case "optional_value":
      return fits(entry.form, text) ? text : undefined;
    case "duration":
      return parseDuration(text);
    case "count":
      return /^\d{1,9}$/.test(text) && Number(text) >= entry.minimum && Number(text) <= entry.maximum
        ? Number(text)
        : undefined;
    case "choice":
      return entry.choices.includes(text) ? text : undefined;
    case "list":
      return readList(texts, entry.separator ?? null, entry.form);
  }
}

/** The text among those given that made `readOptionValue()` refuse them. */
export function refusedText(entry: OptionEntry, texts: readonly string[]): string {
  const refused = texts.find((text) => readOptionValue(entry, [text]) === undefined);
  return refused ?? texts.at(-1) ?? "";
}

/** What an option expects instead of a text, for messages. */
export function expectedValue(entry: OptionEntry, text: string): string {
  switch (entry.kind) {
    case "flag":
      return `one of ${[...TRUE_WORDS, ...FALSE_WORDS].join(", ")}`;
    case "duration":
      return expectedDuration(text);
    case "count":
      return /^\d+$/.test(text) && Number(text) > entry.maximum
        ? `at most ${entry.maximum}`
        : `a whole number of at least ${entry.minimum}`;
    case "choice":
      return `one of ${entry.choices.join(", ")}`;
    case "text":
    case "optional_value":
    case "list":
      return entry.form?.expected ?? entry.value;
  }
}

function readList(
  texts: readonly string[],
  separator: string | null,
  form: TextForm | undefined,
): readonly string[] | undefined {
  const values = texts.flatMap((text) =>
    separator === null ? [text] : text.split(separator).map((part) => part.trim())
  );
  return values.every((value) => value !== "" && fits(form, value)) ? values : undefined;
}

function fits(form: TextForm | undefined, text: string): boolean {
  return form === undefined || form.pattern.test(text);
}
