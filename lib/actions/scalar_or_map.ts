import * as z from "zod";
import { absent } from "./scalar.ts";

/** A scalar or a map; what is written decides which of the two schemas reads it, so that an error speaks of that one. */
export function scalarOrMap<S, M>(scalar: z.ZodType<S>, map: z.ZodType<M>): z.ZodType<S | M> {
  return z.unknown().transform((written, context): S | M => {
    if (written === undefined) return absent(context);
    const parsed = (isMap(written) ? map : scalar).safeParse(written);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) context.addIssue({ ...issue, code: "custom" });
    return z.NEVER;
  }).meta({ anyOf: [scalar, map] });
}

/** Not what the parser makes of a scalar, such as a `Template`. */
function isMap(written: unknown): boolean {
  return typeof written === "object" && written !== null && Object.getPrototypeOf(written) === Object.prototype;
}
