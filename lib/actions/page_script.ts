import type { z } from "zod";
import { textStart } from "../text_start.ts";
import { text } from "./scalar.ts";

/** A function for Playwright's `evaluate()`, which sends its source to the page; it never runs here. */
type PageFunction = (...parameters: unknown[]) => Promise<unknown>;

type FunctionMaker = new (...parametersAndBody: string[]) => PageFunction;

/** JavaScript for the page, an expression or statements with `return`; what is no JavaScript is refused. */
export function script(): z.ZodType<string> {
  return text().superRefine((written, context) => {
    // A template passes as it is while the file is checked.
    if (typeof written !== "string") return;
    try {
      compile(["el", "args"], written);
    } catch (error) {
      context.addIssue({ code: "custom", message: `expected JavaScript: ${messageOf(error)}` });
    }
  });
}

/** A script as a function of the data it is given as `args`; throws `SyntaxError`. */
export function pageScript(written: string): PageFunction {
  return compile(["args"], written);
}

/** A script as a function of an element, `el` to it, and of `args`; throws `SyntaxError`. */
export function elementScript(written: string): PageFunction {
  return compile(["el", "args"], written);
}

/** The name of a step with a script: its first line, shortened. */
export function describeScript(written: string): string {
  const [line = ""] = String(written).trim().split("\n");
  return line.length > 60 ? `${textStart(line, 59)}…` : line;
}

function compile(parameters: readonly string[], written: string): PageFunction {
  try {
    // The line breaks let a script end in a comment.
    return make(parameters, `return (\n${written}\n);`);
  } catch {
    return make(parameters, written);
  }
}

function make(parameters: readonly string[], body: string): PageFunction {
  const AsyncFunction = (async () => {}).constructor as FunctionMaker;
  return new AsyncFunction(...parameters, body);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
