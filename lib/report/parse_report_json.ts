import { isDeeper } from "../plan/is_deeper.ts";
import { wellFormed } from "../well_formed.ts";

/** Levels of lists and maps that a report may have; a run gives at most half as many. */
export const MOST_LEVELS = 1_000;

/** Data of a text that another program may have written, with whole characters only; throws `SyntaxError` which says what it is. */
export function parseReportJson(text: string): unknown {
  const value = parsed(text);
  // Whatever walks through it later may call itself once for each level.
  if (isDeeper(value, MOST_LEVELS)) {
    throw new SyntaxError(`found more than ${MOST_LEVELS} levels, expected at most that`);
  }
  return wellFormed(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The reason would quote the text, which may be of a megabyte.
    throw new SyntaxError("it is no JSON");
  }
}
