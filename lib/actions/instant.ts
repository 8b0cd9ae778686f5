import type { z } from "zod";
import { scalar } from "./scalar.ts";

const INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** A day (its start in UTC) or an instant with its offset from UTC, as in RFC 3339; stays text. */
export function instant(): z.ZodType<string> {
  return scalar({
    expected: "a day such as 2026-01-31, or an instant such as 2026-01-31T10:00:00Z",
    jsonSchema: { type: "string", pattern: INSTANT.source },
    read: (value) => typeof value === "string" && INSTANT.test(value) && !isNaN(Date.parse(value)) ? value : undefined,
  });
}
