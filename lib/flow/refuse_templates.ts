import { PlainScalar } from "../plan/plain_scalar.ts";
import { Template } from "../plan/template.ts";
import type { Written } from "../plan/value.ts";
import { entryOf } from "./places.ts";
import type { Source } from "./source.ts";

/** Adds a problem for every `${…}` below keys that are read before any variable has a value. */
export function refuseTemplates(
  written: Written | undefined,
  keys: readonly string[],
  source: Source,
): void {
  for (const key of keys) {
    for (const template of templatesIn((entryOf(written, key) ?? null) as Written)) {
      source.problem(
        `"${key}" cannot hold "\${…}"`,
        template.at,
        "write the value out: it is read before the flow runs",
      );
    }
  }
}

function templatesIn(written: Written): readonly Template[] {
  if (written instanceof Template) return [written];
  if (typeof written !== "object" || written === null || written instanceof PlainScalar) return [];
  return Object.values(written).flatMap(templatesIn);
}
