import * as z from "zod";
import type { PageEvents } from "./action_context.ts";
import { ActionError } from "./action_error.ts";
import { defineAction } from "./define_action.ts";
import { oneLine } from "./one_line.ts";
import { type LinearPattern, linearPattern, linearSource } from "./pattern.ts";
import { oneOrList } from "./scalar.ts";

type ConsoleError = ReturnType<PageEvents["consoleErrors"]>[number];

/** How many errors a failure lists. */
const MOST_LISTED = 5;

/** Fails when the page wrote an error to its console or a script of it failed, at any time of the attempt until now. */
export const expect_no_console_errors = defineAction({
  name: "expect_no_console_errors",
  summary: "Check that the page wrote no error to its console and no script of it failed",
  group: "checks",
  input: z.strictObject({
    allow: z.exactOptional(
      oneOrList(linearSource()).describe("regular expressions for the text or the URL of errors that may be there"),
    ),
  }),
  short: "allow",
  deadline: "check",
  example: { allow: ["favicon", "/^Warning:/"] },
  title: () => "expect no console errors",
  async run({ allow = [] }, { page, events }) {
    // What the page has written so far comes before its answer.
    await page.evaluate("0");
    const seen = events.consoleErrors();
    const patterns = await Promise.all([allow].flat().map(linearPattern));
    const errors = seen.filter((error) => !patterns.some((pattern) => allows(pattern, error)));
    if (errors.length > 0) throw unexpectedErrors(errors);
    return { errors: 0, allowed: seen.length };
  },
});

function allows(pattern: LinearPattern, { text, url }: ConsoleError): boolean {
  return pattern.match(text) !== null || pattern.match(url) !== null;
}

function unexpectedErrors(errors: readonly ConsoleError[]): ActionError {
  const lines = errors.slice(0, MOST_LISTED).map(({ text, url }) => `${oneLine(text)}${url === "" ? "" : ` (${url})`}`);
  const more = errors.length > lines.length ? [`and ${errors.length - lines.length} more`] : [];
  return new ActionError("assertion", `Expected no console errors: found ${errors.length}`, {
    expected: "none",
    actual: [...lines, ...more].join("\n"),
    hint: "an error that may be there goes into allow, as a regular expression",
  });
}
