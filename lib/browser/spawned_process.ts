import childProcess, { type ChildProcess, type SpawnOptions } from "node:child_process";

/** A process that Playwright started for us. */
export interface SpawnedProcess {
  readonly pid: number;
  /** Resolves when the process has ended. */
  readonly exited: Promise<void>;
}

/** The variable by which a process is known as the one of a certain launch; the browser's children inherit it. */
export const LAUNCH_VARIABLE = "QA_RIG_LAUNCH";

const listeners = new Map<string, (process: SpawnedProcess) => void>();
let watching = false;

/**
 * Makes `onSpawn` work. Playwright tells nobody the pid of a browser that it launched; its browser server would, at the
 * price of a web socket between us and the browser and of downloads without a path.
 */
export function watchSpawns(): void {
  if (watching) return;
  watching = true;
  const { spawn } = childProcess;
  const watched = (command: string, args: readonly string[], options: SpawnOptions) => {
    const child = spawn(command, args, options);
    const launch = options?.env?.[LAUNCH_VARIABLE];
    if (launch !== undefined) tell(launch, child);
    return child;
  };
  // The overloads of `spawn` differ in what may be left out and in the child's streams; all passes through untouched.
  childProcess.spawn = watched as typeof spawn;
}

function tell(launch: string, child: ChildProcess): void {
  if (child.pid === undefined) return;
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  listeners.get(launch)?.({ pid: child.pid, exited });
}

/** Calls the listener, until it is disposed, with each process that is started with this value of `LAUNCH_VARIABLE`. */
export function onSpawn(launch: string, listener: (process: SpawnedProcess) => void): Disposable {
  listeners.set(launch, listener);
  return { [Symbol.dispose]: () => listeners.delete(launch) };
}
