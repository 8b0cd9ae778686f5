import * as z from "zod";
import { text } from "./scalar.ts";

/** HTTP headers by name; what cannot be sent as one is refused. */
export function headers(): z.ZodType<{ readonly [name: string]: string }> {
  return z.record(z.string(), text()).superRefine((written, context) => {
    for (const [name, value] of Object.entries(written)) {
      // A template is no text yet while the file is checked.
      const problem = problemOf(name, typeof value === "string" ? value : "");
      if (problem !== null) context.addIssue({ code: "custom", path: [name], message: problem });
    }
  });
}

/** Never with the value, which may be a credential. */
function problemOf(name: string, value: string): string | null {
  if (!isHeader(name, "")) return `expected the name of a header, found ${JSON.stringify(name)}`;
  if (isHeader(name, value)) return null;
  return `expected a value that HTTP allows in header ${
    JSON.stringify(name)
  }, found a line end or a character that it does not`;
}

function isHeader(name: string, value: string): boolean {
  try {
    new Headers([[name, value]]);
    return true;
  } catch {
    return false;
  }
}
