import type { ExitReason } from "./exit_code.ts";

/** A place in a text file: line and column count from 1, `length` is in characters. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  /** The whole source line, for the caret below it. */
  readonly source: string;
}

/** One problem of a file: what, where, and what to do about it. */
export interface Diagnostic {
  readonly message: string;
  readonly at: Place | null;
  readonly hint: string | null;
}

/** What an error may carry beside its message. */
export interface ErrorDetails {
  readonly at?: Place | null;
  readonly hint?: string | null;
  readonly cause?: unknown;
}

/** An error that is meant for the person at the terminal: printed once, without a stack trace. */
export class QaRigError extends Error {
  readonly at: Place | null;
  readonly hint: string | null;

  constructor(message: string, readonly reason: ExitReason, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.at = details.at ?? null;
    this.hint = details.hint ?? null;
  }
}

/** The command line, the environment or a secret is wrong; exit code 2. */
export class UsageError extends QaRigError {
  override readonly name = "UsageError";
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, "usage", details);
  }
}

/** Files that cannot be used, with every problem found in them; exit code 3. */
export class FlowFileError extends QaRigError {
  override readonly name = "FlowFileError";
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    const first = diagnostics[0];
    super(first?.message ?? "Cannot read flow files", "invalid_file", {
      at: first?.at ?? null,
      hint: first?.hint ?? null,
    });
  }
}

/** The run itself broke: no browser, a report that cannot be written; exit code 4. */
export class BrokenRunError extends QaRigError {
  override readonly name = "BrokenRunError";
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, "broken", details);
  }
}
