import * as z from "zod";
import { text } from "./scalar.ts";

/** A pattern that our own process runs; linear in the length of the text, so that no text can hang it. */
export interface LinearPattern {
  /** The whole match and its groups, `null` for a group that took no part; `null` when nothing matches. */
  match(text: string): readonly (string | null)[] | null;
}

/** Flags that make sense for a single match. */
const WRITTEN_PATTERN = /^\/(.+)\/([imsu]*)$/s;

/** The regular expression that a text such as `/total: \d+/i` stands for, `null` when it is plain text; throws `SyntaxError`. */
export function parsePattern(written: string): RegExp | null {
  const match = WRITTEN_PATTERN.exec(written);
  return match === null ? null : new RegExp(match[1] ?? "", match[2]);
}

/** What Playwright takes for a name or a text: a regular expression, or the text itself. */
export function textOrPattern(written: string): string | RegExp {
  return parsePattern(written) ?? written;
}

/** Text that may be a regular expression between slashes; one that cannot be parsed is refused. */
export function patternText(): z.ZodType<string> {
  return refused(text(), (written) => void parsePattern(written));
}

/** The source of a regular expression that the page runs, without slashes; one that cannot be parsed is refused. */
export function patternSource(): z.ZodType<string> {
  return refused(text(), (written) => void new RegExp(written));
}

/** A regular expression that our own process runs, with or without slashes; what RE2 does not know is refused. */
export function linearSource(): z.ZodType<string> {
  return refused(text(), (written) => {
    const { source } = parsePattern(written) ?? new RegExp(written);
    const unknown = /\(\?<?[=!]|\\[1-9]|\\k</.exec(source)?.[0];
    if (unknown !== undefined) throw new SyntaxError(`found "${unknown}", which a linear-time pattern cannot have`);
  });
}

/** Compiles a regular expression for our own process, by RE2; throws `SyntaxError` for what RE2 does not know, such as `\1` and `(?=…)`. */
export async function linearPattern(written: string): Promise<LinearPattern> {
  const { RE2JS } = await import("re2js");
  const [, source = written, flags = ""] = WRITTEN_PATTERN.exec(written) ?? [];
  // The `u` of JavaScript is how RE2 always reads.
  const inline = flags.replaceAll("u", "");
  try {
    const compiled = RE2JS.compile(inline === "" ? source : `(?${inline})${source}`);
    return {
      match(text) {
        const matcher = compiled.matcher(text);
        if (!matcher.find()) return null;
        return Array.from({ length: matcher.groupCount() + 1 }, (_, group) => matcher.group(group));
      },
    };
  } catch (error) {
    throw new SyntaxError(`Cannot use the pattern "${written}": ${error instanceof Error ? error.message : error}`);
  }
}

function refused(schema: z.ZodType<string>, check: (written: string) => void): z.ZodType<string> {
  return schema.superRefine((written, context) => {
    // A template passes as it is while the file is checked.
    if (typeof written !== "string") return;
    try {
      check(written);
    } catch (error) {
      context.addIssue({ code: "custom", message: error instanceof Error ? error.message : String(error) });
    }
  });
}
