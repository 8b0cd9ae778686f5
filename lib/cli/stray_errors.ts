import { EXIT_CODES, type ExitCode } from "../exit_code.ts";

/** Errors that nobody caught. */
export interface StrayErrors {
  /** The exit code that remains: a fault of the program itself leaves nothing green, and no other stray error counts. */
  codeAfter(code: ExitCode): ExitCode;
}

/**
 * Catches errors and rejections that reach nobody, with a warning: what telemetry, a reporter or a late promise of
 * Playwright throws after its work is done must not end a run with the runtime's exit code 1, which means "a flow failed".
 */
export function catchStrayErrors(write: (text: string) => void): StrayErrors {
  let fault: unknown = null;
  const note = (error: unknown) => {
    if (isOwnFault(error)) fault ??= error;
    write(`warning: A task in the background failed: ${firstLine(error)}\n`);
  };
  addEventListener("error", (event) => {
    event.preventDefault();
    note(event.error ?? event.message);
  });
  addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    note(event.reason);
  });
  return {
    codeAfter(code) {
      if (fault === null || code !== EXIT_CODES.passed.code) return code;
      write(`error: Cannot say that all went well: found a fault of qa-rig itself (${firstLine(fault)})\n`);
      return EXIT_CODES.broken.code;
    },
  };
}

const FAULTS = [TypeError, ReferenceError, RangeError, SyntaxError];

/**
 * Whether an error is a mistake in this program: of a kind that no other machine causes, and thrown by its own files.
 * Rooms whose faults may cost nothing but their own output are left out.
 */
export function isOwnFault(error: unknown): boolean {
  if (!(error instanceof Error) || !FAULTS.some((kind) => error instanceof kind)) return false;
  // Playwright's errors have the stack of whoever called it.
  if (/^[a-z]\w*\.\w+: /i.test(error.message)) return false;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const [thrower = ""] = frames.filter((line) => !/<anonymous>|\bnative\b/.test(line));
  return /\bfile:\/\//.test(thrower) && !/\/(node_modules|npm|lib\/(telemetry|report))\/|playwright/.test(thrower);
}

function firstLine(error: unknown): string {
  return String(error).split("\n")[0] ?? "";
}
