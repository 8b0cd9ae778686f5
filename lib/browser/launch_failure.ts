import { BrokenRunError } from "../errors.ts";
import type { FoundBrowser } from "./found_browser.ts";

/** What is known to go wrong, and what to do about it. */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [
    /error while loading shared libraries/,
    "install the browser's libraries, or use a browser of the system's packages",
  ],
  [/Missing X server|cannot open display/i, "there is no display: leave out --headed, or run under xvfb-run"],
  [/ENOENT|EACCES|ENOEXEC|NotFound|PermissionDenied/, "check that the file is a browser for this system"],
  [/No space left|ENOSPC/, "free some space in the temporary folder"],
  [/EMFILE|Too many open files/i, "allow more open files (ulimit -n)"],
];

/** Lines of the browser's own output that the person at the terminal gets to see. */
const MOST_LINES = 5;

/** The error of a launch: what the browser wrote last says more than Playwright's words. */
export function launchFailure(found: FoundBrowser, error: unknown): BrokenRunError {
  const text = error instanceof Error ? error.message : String(error);
  const output = browserOutput(text);
  const remedy = REMEDIES.find(([pattern]) => pattern.test(text))?.[1];
  const hint = [remedy, output.length === 0 ? undefined : `it wrote: ${output.slice(-MOST_LINES).join("\n")}`];
  return new BrokenRunError(`Cannot start "${found.executable}": ${reason(text)}`, {
    cause: error,
    hint: hint.filter((part) => part !== undefined).join("; ") || null,
  });
}

/** Whether a browser refused to start because this machine gives it no sandbox. */
export function needsNoSandbox(error: unknown): boolean {
  const cause = error instanceof BrokenRunError ? error.cause : error;
  return cause instanceof Error && /No usable sandbox|Failed to move to new namespace/.test(cause.message);
}

function browserOutput(text: string): readonly string[] {
  const lines = [...text.matchAll(/\[pid=\d+\]\[(?:err|out)\] (.+)/g)];
  // deno-lint-ignore no-control-regex
  return lines.map(([, line]) => (line ?? "").replace(/\x1b\[[\d;]*m/g, "").trim());
}

function reason(text: string): string {
  if (/Browser logs|process did exit|has been closed/.test(text)) return "it ended at once, expected it to stay";
  return (text.split("\n")[0] ?? "").replace(/^browserType\.launch: /, "");
}
