import { dirname, join } from "node:path";
import { type Environment, type Host, type Output, realHost } from "../lib/host.ts";

/** A host whose output is kept in memory; files are real, so a test that writes uses `inFolder()`. */
export interface FakeHost extends Host {
  readonly written: { stdout: string; stderr: string };
}

/** What a fake host may be given; the rest is empty or, for files, clock and network, real. */
export interface FakeHostOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly stdin?: string;
  /** Whether both streams are terminals. */
  readonly terminal?: boolean;
  readonly cores?: number;
  readonly overrides?: Partial<Host>;
}

/** Makes a host for a test. */
export function fakeHost(options: FakeHostOptions = {}): FakeHost {
  const real = realHost();
  const written = { stdout: "", stderr: "" };
  const { terminal = false, cores = 4 } = options;
  return {
    ...real,
    args: options.args ?? [],
    env: fakeEnvironment(options.env ?? {}),
    cwd: options.cwd ?? "/nowhere",
    system: { ...real.system, cores, denoVersion: "2.9.6", compiled: false },
    stdout: memoryOutput((text) => written.stdout += text, terminal),
    stderr: memoryOutput((text) => written.stderr += text, terminal),
    stdin: () => Promise.resolve(options.stdin ?? ""),
    exit: (code) => {
      throw new Error(`exit(${code}) was called: expected a code to be returned`);
    },
    ...options.overrides,
    written,
  };
}

/** Runs a test in a new folder with these files, and removes it. */
export async function inFolder<T>(
  files: Readonly<Record<string, string>>,
  body: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "qa-rig-test-" }));
  try {
    for (const [name, text] of Object.entries(files)) {
      await Deno.mkdir(dirname(join(folder, name)), { recursive: true });
      await Deno.writeTextFile(join(folder, name), text);
    }
    return await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function fakeEnvironment(variables: Readonly<Record<string, string>>): Environment {
  const all = new Map(Object.entries(variables));
  return {
    get: (name) => all.get(name) || undefined,
    isUnreadable: () => false,
    names: () => [...all.keys()],
    remove: (name) => void all.delete(name),
    set: (name, value) => void all.set(name, value),
  };
}

function memoryOutput(write: (text: string) => void, isTerminal: boolean): Output {
  return { write, isTerminal, columns: 80 };
}
