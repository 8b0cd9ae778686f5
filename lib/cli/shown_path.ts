import { relative } from "node:path";

/** A path as people write it: relative when it is below the working folder. */
export function shownPath(cwd: string, path: string): string {
  const shown = relative(cwd, path) || ".";
  return shown.startsWith("..") ? path : shown;
}
