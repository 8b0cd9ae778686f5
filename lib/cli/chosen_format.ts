import { UsageError } from "../errors.ts";
import type { Options } from "./options.ts";

type Format = Options["format"];

/** What `--format` says, of those formats that a command can write; throws `UsageError` for the others. */
export function chosenFormat<const Known extends Format>(format: Format, known: readonly Known[]): Known {
  const chosen = known.find((candidate) => candidate === format);
  if (chosen !== undefined) return chosen;
  throw new UsageError(`Cannot read option "--format": found "${format}", expected one of ${known.join(", ")}`);
}
