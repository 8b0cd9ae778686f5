import { isAbsolute, join } from "node:path";
import process from "node:process";
import { BrokenRunError, UsageError } from "./errors.ts";

/** A text stream to the person at the terminal; writes are synchronous, so nothing is lost at exit. */
export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Characters in a line; 80 where there is no terminal. */
  readonly columns: number;
}

/** What a path leads to; links are followed. */
export interface FileInfo {
  readonly isFile: boolean;
  readonly isFolder: boolean;
  readonly size: number;
  readonly modifiedMs: number;
  readonly mode: number | null;
  /** Who owns it, where the system knows. */
  readonly uid?: number | null;
}

/** The file system. Methods reject with the runtime's own errors, except where they say otherwise. */
export interface FileSystem {
  readText(path: string): Promise<string>;
  readBytes(path: string): Promise<Uint8Array>;
  /** At most `limit` bytes from the start of a file. */
  readHead(path: string, limit: number): Promise<Uint8Array>;
  /** The bytes from `offset` on; fewer than `length` where the file ends. */
  readRange(path: string, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  write(
    path: string,
    content: string | Uint8Array | ReadableStream<Uint8Array>,
    options?: { readonly mode?: number },
  ): Promise<void>;
  /** Writes beside `path`, syncs and renames, so that a reader sees the old or the new content, never a part. */
  replace(path: string, content: string | Uint8Array, options?: { readonly mode?: number }): Promise<void>;
  /** Opens a file to append to; `write` is synchronous and complete when it returns. */
  openAppend(path: string): Promise<AppendFile>;
  makeFolder(path: string, options?: { readonly mode?: number }): Promise<void>;
  makeTempFolder(prefix: string): Promise<string>;
  /** Names in a folder with their kind, unsorted. */
  list(
    path: string,
  ): Promise<readonly { readonly name: string; readonly isFolder: boolean; readonly isLink: boolean }[]>;
  /** `null` when nothing is there or it may not be seen. */
  info(path: string): Promise<FileInfo | null>;
  realPath(path: string): Promise<string>;
  rename(from: string, to: string): Promise<void>;
  copy(from: string, to: string): Promise<void>;
  chmod(path: string, mode: number): Promise<void>;
  /** Removes a file or a folder with all in it; nothing there is no error. */
  remove(path: string): Promise<void>;
  /** The same at once, for the last moment of a process; what cannot be removed stays. */
  removeNow(path: string): void;
  readonly tempFolder: string;
}

/** A file that only grows. */
export interface AppendFile extends Disposable {
  write(text: string): void;
  sync(): void;
}

/** A program that was run to its end. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to run a program; without `env` it gets the environment of this process. */
export interface CommandOptions {
  readonly args?: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** `true`: only `env` is given to the program. */
  readonly clearEnv?: boolean;
  readonly signal?: AbortSignal;
}

/** A server that listens on the loopback address. */
export interface HttpServer extends AsyncDisposable {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
}

/** The signals that end a run; SIGHUP comes when a terminal is closed. */
export type EndSignal = "SIGINT" | "SIGTERM" | "SIGHUP";

/** Everything outside the program; tests pass another one. */
export interface Host {
  readonly args: readonly string[];
  readonly env: Environment;
  /** The working folder, absolute. */
  readonly cwd: string;
  readonly system: System;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly files: FileSystem;
  stdin(): Promise<string>;
  now(): Date;
  /** Milliseconds since some fixed instant; never goes back. */
  monotonicMs(): number;
  onSignal(signal: EndSignal, handler: () => void): Disposable;
  fetch(input: string | URL, init?: RequestInit): Promise<Response>;
  /** An HTTP client of its own; throws for a key that does not fit. */
  httpClient(options: HttpClientOptions): HttpClient;
  /** Serves on 127.0.0.1; port 0 takes a free one. */
  serve(handler: (request: Request) => Response | Promise<Response>, port: number): HttpServer;
  run(program: string, options?: CommandOptions): Promise<CommandResult>;
  /** Sends SIGKILL; `false` when there was no such process. */
  kill(pid: number): boolean;
  /** Ends the process; `process.exit`, so that exit listeners run. */
  exit(code: number): never;
  /** Told when the process would end without `exit()`, because nothing is left to wait for; gives the exit code. */
  onIdle(handler: () => number): void;
}

/** How an HTTP client knows others and shows itself; all in PEM. */
export interface HttpClientOptions {
  /** Trusted beside those that the runtime trusts. */
  readonly authorities: readonly string[];
  readonly client?: { readonly cert: string; readonly key: string };
  /** Every URL goes through it; without one the variables of the environment decide. */
  readonly proxy?: {
    readonly url: string;
    readonly basicAuth?: { readonly username: string; readonly password: string };
  };
  /** Where every connection goes, whatever host a URL names; an IPv6 address in brackets. */
  readonly connectTo?: { readonly hostname: string; readonly port: number };
}

/** Connections that belong together. */
export interface HttpClient extends Disposable {
  fetch(url: string, init?: RequestInit): Promise<Response>;
}

/** Environment variables; empty counts as unset, and so do bytes that are not Unicode, with a warning. */
export interface Environment {
  get(name: string): string | undefined;
  /** Whether the variable holds bytes that are not Unicode. */
  isUnreadable(name: string): boolean;
  names(): readonly string[];
  /** Takes a variable out of this process's environment. */
  remove(name: string): void;
  /** Sets a variable for this process and its children. */
  set(name: string, value: string): void;
}

/** This machine and this program. */
export interface System {
  readonly os: "linux" | "darwin" | "windows" | "other";
  readonly arch: "x86_64" | "aarch64" | "other";
  readonly pid: number;
  readonly uid: number | null;
  readonly cores: number;
  readonly denoVersion: string;
  /** Whether this is a compiled executable. */
  readonly compiled: boolean;
  /** The executable of this process: `deno`, or the compiled file. */
  readonly execPath: string;
}

/** The real outside. */
export function realHost(): Host {
  let cwd: string | undefined;
  tolerateUnreadableVariables();
  const env = realEnvironment();
  return {
    args: Deno.args,
    env,
    get cwd() {
      return cwd ??= workingFolder();
    },
    system: realSystem(),
    stdout: realOutput(Deno.stdout),
    stderr: realOutput(Deno.stderr),
    files: realFiles(env),
    stdin,
    now: () => new Date(),
    monotonicMs: () => performance.now(),
    onSignal,
    fetch: (input, init) => fetch(input, init),
    httpClient,
    serve,
    run: runCommand,
    kill,
    exit: (code) => process.exit(code),
    onIdle: (handler) => void process.once("beforeExit", () => process.exit(handler())),
  };
}

/** The working folder; throws `UsageError` when it was removed or when a folder above it may not be read. */
function workingFolder(): string {
  try {
    return Deno.cwd();
  } catch (error) {
    throw new UsageError(`Cannot find the working folder: ${systemReason(error)}`, {
      hint: "change to a folder that is there and can be read",
      cause: error,
    });
  }
}

async function stdin(): Promise<string> {
  try {
    return await new Response(Deno.stdin.readable).text();
  } catch (error) {
    throw new UsageError(`Cannot read standard input: ${systemReason(error)}`, {
      hint: "give it a file or a pipe",
      cause: error,
    });
  }
}

/** The system's own words, without the number and the call of the runtime that it refused. */
function systemReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split("\n")[0] ?? "").replace(/ \(os error \d+\).*$/, "");
}

function realEnvironment(): Environment {
  const warned = new Set<string>();
  return {
    get(name) {
      const value = readVariable(name);
      if (value === null && !warned.has(name)) {
        warned.add(name);
        const warning = `Cannot read variable "${name}": found bytes that are not Unicode, so it counts as unset`;
        realOutput(Deno.stderr).write(`warning: ${warning}\n`);
      }
      return value || undefined;
    },
    isUnreadable: (name) => readVariable(name) === null,
    names: () => Object.keys(Deno.env.toObject()),
    remove: (name) => Deno.env.delete(name),
    set: (name, value) => Deno.env.set(name, value),
  };
}

const readRuntimeVariable = Deno.env.get;

/** `null` for bytes that are not Unicode. */
function readVariable(name: string): string | undefined | null {
  try {
    return readRuntimeVariable(name);
  } catch (error) {
    // No variable can have a name with "=" or a NUL in it.
    return error instanceof Deno.errors.InvalidData ? null : undefined;
  }
}

/** Libraries read the environment too, and the runtime throws where a value is not Unicode: for them it is unset. */
function tolerateUnreadableVariables(): void {
  Deno.env.get = (name) => {
    try {
      return readRuntimeVariable(name);
    } catch (error) {
      if (error instanceof Deno.errors.InvalidData) return undefined;
      throw error;
    }
  };
}

function realSystem(): System {
  const { os, arch } = Deno.build;
  return {
    os: os === "linux" || os === "darwin" || os === "windows" ? os : "other",
    arch,
    pid: Deno.pid,
    uid: Deno.uid(),
    cores: navigator.hardwareConcurrency,
    denoVersion: Deno.version.deno,
    compiled: Deno.build.standalone,
    execPath: Deno.execPath(),
  };
}

function realOutput(stream: typeof Deno.stdout): Output {
  return {
    write(text) {
      let rest = new TextEncoder().encode(text);
      try {
        while (rest.length > 0) rest = rest.subarray(stream.writeSync(rest));
      } catch (error) {
        // The reader of a pipe has gone (`qa-rig … | head`), or errors themselves cannot be written: nobody is left to tell.
        if (stream === Deno.stderr || error instanceof Deno.errors.BrokenPipe) return;
        throw new BrokenRunError(`Cannot write to standard output: ${systemReason(error)}`, { cause: error });
      }
    },
    get isTerminal() {
      return stream.isTerminal();
    },
    get columns() {
      return stream.isTerminal() ? Deno.consoleSize().columns : 80;
    },
  };
}

function realFiles(env: Environment): FileSystem {
  return {
    readText: (path) => Deno.readTextFile(path),
    readBytes: (path) => Deno.readFile(path),
    readHead: (path, limit) => readRange(path, 0, limit),
    readRange,
    write: (path, content, options = {}) =>
      typeof content === "string" ? Deno.writeTextFile(path, content, options) : Deno.writeFile(path, content, options),
    replace,
    openAppend,
    makeFolder: (path, options = {}) => Deno.mkdir(path, { recursive: true, ...options }),
    makeTempFolder: (prefix) => makeTempFolder(prefix, tempFolder(env)),
    list: (path) =>
      Array.fromAsync(
        Deno.readDir(path),
        ({ name, isDirectory, isSymlink }) => ({ name, isFolder: isDirectory, isLink: isSymlink }),
      ),
    info: fileInfo,
    realPath: (path) => Deno.realPath(path),
    rename: (from, to) => Deno.rename(from, to),
    copy: (from, to) => Deno.copyFile(from, to),
    chmod: (path, mode) => Deno.build.os === "windows" ? Promise.resolve() : Deno.chmod(path, mode),
    async remove(path) {
      try {
        await Deno.remove(path, { recursive: true });
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      }
    },
    removeNow,
    get tempFolder() {
      return tempFolder(env);
    },
  };
}

/** Absolute, also where the variable is not: Playwright and the browser have other working folders. */
function tempFolder(env: Environment): string {
  const isWindows = Deno.build.os === "windows";
  const folder = env.get(isWindows ? "TEMP" : "TMPDIR") ?? (isWindows ? "C:\\Windows\\Temp" : "/tmp");
  return isAbsolute(folder) ? folder : join(workingFolder(), folder);
}

async function makeTempFolder(prefix: string, dir: string): Promise<string> {
  try {
    return await Deno.makeTempDir({ prefix, dir });
  } catch (error) {
    throw new BrokenRunError(`Cannot make a temporary folder in "${dir}": ${systemReason(error)}`, {
      hint: `set ${Deno.build.os === "windows" ? "TEMP" : "TMPDIR"} to a folder that can be written to`,
      cause: error,
    });
  }
}

async function readRange(path: string, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  using file = await Deno.open(path);
  await file.seek(Math.max(0, offset), Deno.SeekMode.Start);
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const read = await file.read(bytes.subarray(filled));
    if (read === null) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}

async function replace(path: string, content: string | Uint8Array, options: { readonly mode?: number } = {}) {
  const part = `${path}.${Deno.pid}.part`;
  try {
    {
      using file = await Deno.open(part, { write: true, create: true, truncate: true, ...options });
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      let written = 0;
      while (written < bytes.length) written += await file.write(bytes.subarray(written));
      await file.sync();
    }
    await Deno.rename(part, path);
  } catch (error) {
    await Deno.remove(part).catch(() => {});
    throw error;
  }
}

async function openAppend(path: string): Promise<AppendFile> {
  const file = await Deno.open(path, { append: true, create: true });
  return {
    write(text) {
      let rest = new TextEncoder().encode(text);
      while (rest.length > 0) rest = rest.subarray(file.writeSync(rest));
    },
    sync: () => file.syncSync(),
    [Symbol.dispose]: () => file.close(),
  };
}

function removeNow(path: string): void {
  // Processes that were just killed may still be writing there.
  for (let tries = 1; tries <= 20; tries++) {
    try {
      return Deno.removeSync(path, { recursive: true });
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

async function fileInfo(path: string): Promise<FileInfo | null> {
  try {
    const { isFile, isDirectory, size, mtime, mode, uid } = await Deno.stat(path);
    return { isFile, isFolder: isDirectory, size, modifiedMs: mtime?.getTime() ?? 0, mode, uid };
  } catch {
    return null;
  }
}

function onSignal(signal: EndSignal, handler: () => void): Disposable {
  // Windows knows no SIGTERM; SIGBREAK is what its consoles send instead.
  const name = signal === "SIGTERM" && Deno.build.os === "windows" ? "SIGBREAK" : signal;
  if (signal === "SIGHUP" && Deno.build.os === "windows") return { [Symbol.dispose]: () => {} };
  Deno.addSignalListener(name, handler);
  return { [Symbol.dispose]: () => Deno.removeSignalListener(name, handler) };
}

function httpClient({ authorities, client: own, proxy, connectTo }: HttpClientOptions): HttpClient {
  const through = connectTo === undefined ? proxy : { transport: "tcp", ...connectTo } as const;
  const client = Deno.createHttpClient({ caCerts: [...authorities], ...own, ...(through && { proxy: through }) });
  return {
    fetch: (url, init) => fetch(url, { ...init, client }),
    [Symbol.dispose]: () => client.close(),
  };
}

function serve(handler: (request: Request) => Response | Promise<Response>, port: number): HttpServer {
  const server = Deno.serve({ hostname: "127.0.0.1", port, onListen: () => {} }, handler);
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    port: server.addr.port,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

async function runCommand(program: string, options: CommandOptions = {}): Promise<CommandResult> {
  const { args, ...rest } = options;
  const command = new Deno.Command(program, { ...rest, args: [...(args ?? [])], stdin: "null" });
  const { code, stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

function kill(pid: number): boolean {
  try {
    Deno.kill(pid, "SIGKILL");
    return true;
  } catch {
    return false;
  }
}
