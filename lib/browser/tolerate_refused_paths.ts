import fs from "node:fs";

let done = false;

/**
 * Makes `fs.existsSync` say false for a path that may not be read. Playwright probes for WSL when it loads, and the
 * refusal would otherwise end the program; an ignored path in the permissions works on fewer runtimes.
 */
export function tolerateRefusedPaths(): void {
  if (done) return;
  done = true;
  const { existsSync } = fs;
  fs.existsSync = (path) => {
    try {
      return existsSync(path);
    } catch {
      return false;
    }
  };
}
