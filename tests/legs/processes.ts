/** A process of this machine. */
export interface ListedProcess {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Every process that is alive. */
export async function processes(): Promise<readonly ListedProcess[]> {
  return (await ps(["-ewwo", "pid=,ppid=,stat=,args="])).split("\n").flatMap((line) => {
    const [, pid, parent, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined || state?.startsWith("Z")
      ? []
      : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}

/** The resident memory of one process, in bytes; 0 when it is gone. */
export async function memoryOf(pid: number): Promise<number> {
  return Number(await ps(["-o", "rss=", "-p", String(pid)])) * 1024;
}

/** How many files a process of Linux has open; 0 when it is gone. */
export async function openFilesOf(pid: number): Promise<number> {
  // The runtime's own permissions do not reach into /proc.
  const { stdout } = await new Deno.Command("ls", { args: [`/proc/${pid}/fd`], stderr: "null" }).output();
  return new TextDecoder().decode(stdout).split("\n").length - 1;
}

/** Looks at the memory of a process until it is asked for the most that it ever was, in bytes. */
export function watchMemory(pid: number): () => Promise<number> {
  let most = 0;
  let watching = true;
  const looking = (async () => {
    while (watching) {
      most = Math.max(most, await memoryOf(pid));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  return async () => {
    watching = false;
    await looking;
    return most;
  };
}

async function ps(args: readonly string[]): Promise<string> {
  const { stdout } = await new Deno.Command("ps", { args: [...args] }).output();
  return new TextDecoder().decode(stdout);
}
