import type { CommandResult, Host } from "../host.ts";

/**
 * When a process started, as a text to compare, for a pid alone may be another process's by now; `null` when there is
 * none, `undefined` when this machine does not tell.
 */
export async function processStart(host: Host, pid: number): Promise<string | null | undefined> {
  const [program, ...args] = question(host, pid);
  if (program === undefined) return undefined;
  try {
    const result = await host.run(program, { args, env: { LC_ALL: "C" }, signal: AbortSignal.timeout(5_000) });
    return host.system.os === "linux" ? fromProc(result) : fromText(result);
  } catch {
    return undefined;
  }
}

function question({ system }: Host, pid: number): readonly string[] {
  switch (system.os) {
    case "linux":
      // The runtime's own permissions do not reach into /proc.
      return ["cat", "/proc/sys/kernel/random/boot_id", `/proc/${pid}/stat`];
    case "darwin":
      return ["ps", "-o", "lstart=", "-p", String(pid)];
    case "windows":
      return ["powershell", "-NoProfile", "-Command", `(Get-Process -Id ${pid} -ErrorAction Stop).StartTime.Ticks`];
    case "other":
      return [];
  }
}

/** The start of field 22 in ticks since the machine came up (proc_pid_stat(5)); the name in field 2 may hold anything. */
function fromProc({ stdout }: CommandResult): string | null | undefined {
  const [boot, ...stat] = stdout.split("\n");
  if (boot === undefined || boot === "") return undefined;
  const line = stat.join("\n");
  const ticks = line.slice(line.lastIndexOf(")") + 2).split(" ")[19];
  return ticks === undefined ? null : `${boot} ${ticks}`;
}

function fromText({ code, stdout }: CommandResult): string | null {
  return code === 0 && stdout.trim() !== "" ? stdout.trim() : null;
}
