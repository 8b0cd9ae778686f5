import { type Diagnostic, FlowFileError, QaRigError } from "../errors.ts";
import { EXIT_CODES, type ExitCode } from "../exit_code.ts";
import type { Host } from "../host.ts";
import { formatDiagnostic } from "./format_diagnostic.ts";
import { isSystemError } from "./is_system_error.ts";
import type { Options } from "./options.ts";
import { usesColor } from "./uses_color.ts";

/** How an error is printed. */
export interface ErrorStyle {
  readonly color: boolean;
  /** Whether a fault of the program itself shows its stack trace. */
  readonly stack: boolean;
}

/** The style that the options ask for. */
export function errorStyle({ color, stack }: Options, { stderr, env }: Host): ErrorStyle {
  return { color: usesColor(stderr, env, color), stack };
}

/** The style while the options are not read: the command line may be what is wrong, so it is searched, not parsed. */
export function earlyErrorStyle({ args, env, stderr }: Host): ErrorStyle {
  const never = args.includes("--color=never") || env.get("QA_RIG_COLOR") === "never";
  return { color: usesColor(stderr, env, never ? "never" : "auto"), stack: args.includes("--stack") };
}

/** Prints an error on standard error and gives the exit code that it means. */
export function printError(error: unknown, { stderr }: Host, { color, stack }: ErrorStyle): ExitCode {
  const texts = diagnosticsOf(error).map((diagnostic) => formatDiagnostic(diagnostic, { color }));
  stderr.write(texts.map(withNewline).join("\n"));
  if (stack) stderr.write(stackOf(error));
  return EXIT_CODES[error instanceof QaRigError ? error.reason : "broken"].code;
}

function diagnosticsOf(error: unknown): readonly Diagnostic[] {
  if (error instanceof FlowFileError && error.diagnostics.length > 0) return error.diagnostics;
  if (error instanceof QaRigError) return [error];
  const message = error instanceof Error ? error.message : String(error);
  return [{
    message: `Cannot go on: ${message.split("\n")[0]}`,
    at: null,
    hint: isSystemError(error)
      ? "the system refused this, so look at the disk, permissions and limits of this machine; --stack shows where"
      : "this is a fault of qa-rig itself; --stack shows where",
  }];
}

function withNewline(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const cause = error.cause === undefined ? "" : `caused by ${stackOf(error.cause) || `${String(error.cause)}\n`}`;
  return `${error.stack ?? error.message}\n${cause}`;
}
