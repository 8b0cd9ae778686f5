import os from "node:os";

let done = false;

/**
 * Makes the temporary folder the home of a user who has none: no `HOME`, and no entry in `/etc/passwd`, as a container may
 * have it. Playwright joins the home to paths when it loads, and the runtime gives `null` for it.
 */
export function tolerateNoHome(): void {
  if (done) return;
  done = true;
  const { homedir } = os;
  os.homedir = () => (homedir() as string | null) ?? os.tmpdir();
}
