/** What kind of thing went wrong; the report's `error.class`. */
export const ERROR_CLASSES = [
  "assertion",
  "locator",
  "timeout",
  "navigation",
  "page",
  "request",
  "expression",
  "policy",
  "browser",
  "flow_file",
  "internal",
] as const;

/** A name of `ERROR_CLASSES`. */
export type ErrorClass = typeof ERROR_CLASSES[number];

/** What an action's error may carry beside its message; `expected` and `actual` are texts for people. */
export interface ActionErrorDetails {
  readonly expected?: string;
  readonly actual?: string;
  readonly hint?: string;
  readonly cause?: unknown;
}

/** A failure that an action found itself; everything else that it throws is classified by the runner. */
export class ActionError extends Error {
  override readonly name = "ActionError";
  constructor(readonly errorClass: ErrorClass, message: string, readonly details: ActionErrorDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
  }
}
