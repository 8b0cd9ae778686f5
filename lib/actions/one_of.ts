import type { z } from "zod";

/** A check for `superRefine()`: exactly one of these keys is there; with `optional` also none. */
export function oneOf(keys: readonly string[], { optional = false } = {}) {
  return (input: object, context: z.RefinementCtx): void => {
    const found = keys.filter((key) => key in input);
    if (found.length === 1 || (optional && found.length === 0)) return;
    const names = found.length === 0 ? "none" : found.join(" and ");
    context.addIssue({
      code: "custom",
      message: `expected ${optional ? "at most " : ""}one of ${keys.join(", ")}, found ${names}`,
    });
  };
}

/** A check for `superRefine()`: `key` goes only with one of `others`, and with `required` each of those needs it. */
export function goesWith(key: string, others: readonly string[], { required = false } = {}) {
  return (input: object, context: z.RefinementCtx): void => {
    const other = others.find((name) => name in input);
    if (key in input && other === undefined) {
      context.addIssue({ code: "custom", path: [key], message: `goes only with ${others.join(" or ")}` });
    }
    if (required && other !== undefined && !(key in input)) {
      context.addIssue({ code: "custom", path: [key], message: `"${other}" needs "${key}"` });
    }
  };
}
