import { isAbsolute, join } from "node:path";
import process from "node:process";
import { BrokenRunError, UsageError } from "./errors.ts";
import {
  adoptFolder,
  makeOwnFolder,
  type OwnFolder,
  removeEmptyFolder,
  removeTree,
  removeTreeNow,
} from "./own_folder.ts";
import {
  type FileKind,
  kindOf,
  leadsTo,
  moveTo,
  openAppend,
  openNew,
  refusalOf,
  removeFile,
  replace,
  rewrite,
  writeNew,
} from "./write_files.ts";

/** A text stream to the person at the terminal; writes are synchronous, so nothing is lost at exit. */
export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Characters in a line; 80 where there is no terminal. */
  readonly columns: number;
}

/** What a path leads to; links are followed. A device, a pipe or a socket is neither file nor folder. */
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
  /** Writes a file where nothing stands yet, not even a link. */
  writeNew(
    path: string,
    content: string | Uint8Array | ReadableStream<Uint8Array>,
    options?: { readonly mode?: number },
  ): Promise<void>;
  /** Overwrites a plain file that stays the same file, for whoever has it open. */
  rewrite(path: string, content: string | Uint8Array): Promise<void>;
  /**
   * Writes a file in one step, so that a reader sees the old or the new content, never a part. A link is followed, and a
   * device or a pipe is written to as it is; rejects for a folder and for a file that may not be written to. Folders that
   * are missing above it are made.
   */
  replace(path: string, content: string | Uint8Array, options?: { readonly mode?: number }): Promise<void>;
  /** Opens a new file in place of an older one, under the rules of `replace()`. */
  openNew(path: string): Promise<AppendFile>;
  /** Opens a file, a device or a pipe to append to. */
  openAppend(path: string): Promise<AppendFile>;
  /** Why `replace()` and `openNew()` would reject for a path; `null` when nothing is in their way. Changes nothing. */
  refusalOf(path: string): Promise<string | null>;
  makeFolder(path: string, options?: { readonly mode?: number }): Promise<void>;
  /** Makes a folder where nothing stands yet, which may be removed with all that is in it. */
  makeOwnFolder(path: string, options?: { readonly mode?: number }): Promise<OwnFolder>;
  makeTempFolder(prefix: string): Promise<OwnFolder>;
  /** Takes over a folder that an earlier run made: the caller has read that in a record of that run. */
  adoptFolder(path: string): Promise<OwnFolder>;
  /** Names in a folder with their kind, unsorted. */
  list(
    path: string,
  ): Promise<readonly { readonly name: string; readonly isFolder: boolean; readonly isLink: boolean }[]>;
  /** `null` when nothing is there or it may not be seen. */
  info(path: string): Promise<FileInfo | null>;
  realPath(path: string): Promise<string>;
  /** The same, also where nothing stands at the end of the path or of its links yet. */
  leadsTo(path: string): Promise<string>;
  /** What stands at a path itself: a link is not followed. `null` when nothing does. */
  kindOf(path: string): Promise<FileKind | null>;
  /** Moves what this run made to a path where nothing stands. */
  moveTo(from: string, to: string): Promise<void>;
  copy(from: string, to: string): Promise<void>;
  chmod(path: string, mode: number): Promise<void>;
  /** Removes a file or a link, never a folder; nothing there is no error. */
  removeFile(path: string): Promise<void>;
  /** Removes a folder in which nothing is; `false` when something is. */
  removeEmptyFolder(path: string): Promise<boolean>;
  /** Removes a folder of ours with all that is in it; nothing there is no error. */
  removeTree(folder: OwnFolder): Promise<void>;
  /** The same at once, for the last moment of a process; what cannot be removed stays. */
  removeTreeNow(folder: OwnFolder): void;
  readonly tempFolder: string;
}

/** A file that only grows; `write` is synchronous and complete when it returns. */
export interface AppendFile extends Disposable {
  /** `false` for a device or a pipe. */
  readonly isFile: boolean;
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
    writeNew,
    rewrite,
    replace,
    openNew,
    openAppend,
    refusalOf,
    makeFolder: (path, options = {}) => Deno.mkdir(path, { recursive: true, ...options }),
    makeOwnFolder,
    makeTempFolder: (prefix) => makeTempFolder(prefix, tempFolder(env)),
    adoptFolder,
    list: (path) =>
      Array.fromAsync(
        Deno.readDir(path),
        ({ name, isDirectory, isSymlink }) => ({ name, isFolder: isDirectory, isLink: isSymlink }),
      ),
    info: fileInfo,
    realPath: (path) => Deno.realPath(path),
    leadsTo,
    kindOf,
    moveTo,
    copy: (from, to) => Deno.copyFile(from, to),
    chmod: (path, mode) => Deno.build.os === "windows" ? Promise.resolve() : Deno.chmod(path, mode),
    removeFile,
    removeEmptyFolder,
    removeTree,
    removeTreeNow,
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

async function makeTempFolder(prefix: string, dir: string): Promise<OwnFolder> {
  try {
    return await adoptFolder(await Deno.makeTempDir({ prefix, dir }));
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
