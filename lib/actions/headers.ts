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

function problemOf(name: string, value: string): string | null {
  try {
    new Headers([[name, value]]);
    return null;
  } catch {
    return `expected a header, found ${JSON.stringify(`${name}: ${value}`)}`;
  }
}
