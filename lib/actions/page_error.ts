import { ActionError } from "./action_error.ts";

/** An error of the list of pages as the step's own, whose sentence it is already; any other error as it is. */
export function pageError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ActionError || !error.message.startsWith("Cannot ")) return error;
  return new ActionError("page", error.message, { cause: error });
}
