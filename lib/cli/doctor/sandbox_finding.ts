import type { BrowserInfo } from "../../browser/running_browser.ts";
import type { Host } from "../../host.ts";
import { type Finding, ok, warning } from "./finding.ts";

/** Settings of Linux that take user namespaces, and with them the sandbox, from ordinary users. */
const SETTINGS = [
  { path: "/proc/sys/kernel/unprivileged_userns_clone", off: "0", name: "kernel.unprivileged_userns_clone", on: "1" },
  { path: "/proc/sys/user/max_user_namespaces", off: "0", name: "user.max_user_namespaces", on: "10000" },
  {
    path: "/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
    off: "1",
    name: "kernel.apparmor_restrict_unprivileged_userns",
    on: "0",
  },
];

/** Whether the browser that was started has its sandbox, and why not. */
export async function sandboxFinding(host: Host, { name, sandbox }: BrowserInfo): Promise<readonly Finding[]> {
  if (name === "firefox" || name === "webkit") return [];
  if (sandbox) return [ok("sandbox", "on")];
  if (host.system.uid === 0) return [warning("sandbox", "off: Chromium gives none to root", "run as another user")];
  for (const { path, off, name, on } of SETTINGS) {
    // The runtime itself must not read below /proc.
    const { stdout } = await host.run("cat", { args: [path] }).catch(() => ({ stdout: "" }));
    if (stdout.trim() === off) {
      return [warning("sandbox", `off: ${name} is ${off}, so there are no user namespaces`, `sysctl -w ${name}=${on}`)];
    }
  }
  return [
    warning("sandbox", "off: no user namespace could be made", "allow them; in a container, by its seccomp profile"),
  ];
}
