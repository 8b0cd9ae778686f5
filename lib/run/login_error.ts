import type { Failure } from "./result.ts";

/** A login that did not give a session: every flow that needs it cannot start. */
export class LoginError extends Error {
  override readonly name = "LoginError";
  /** With the place of the step that failed. */
  readonly failure: Failure;

  constructor(specPath: string, failure: Failure) {
    const message = `Cannot sign in by "${specPath}": ${failure.message}`;
    super(message);
    this.failure = { ...failure, message };
  }
}
