import { QaRigError } from "../errors.ts";
import { ExpressionError } from "../plan/expression.ts";
import { failure } from "./failure.ts";
import { LoginError } from "./login_error.ts";
import type { Failure } from "./result.ts";

/** Why an attempt could not start. */
export function failureToStart(error: unknown): Failure {
  if (error instanceof LoginError) return error.failure;
  if (error instanceof QaRigError) return failure("browser", error.message, null, { hint: error.hint });
  if (error instanceof ExpressionError) return failure("expression", error.message, error.at);
  // A fault of the tool itself breaks this attempt and no other.
  const reason = error instanceof Error ? error.message : String(error);
  return failure("internal", `Cannot run the attempt: ${reason.split("\n")[0]}`, null);
}
