import { join } from "node:path";
import { cacheFolder } from "../browser/cache_folder.ts";
import type { LoginState } from "../browser/login_state.ts";
import { type SharedWork, withFolderLock } from "../browser/with_folder_lock.ts";
import type { FileInfo, Host } from "../host.ts";

/** A login that was stored. */
interface StoredSession {
  /** The login flow, for people. */
  readonly spec_path: string;
  readonly saved_at: string;
  readonly expires_at: string;
  readonly state: LoginState;
}

/** How an earlier version stored it. */
interface Earlier {
  readonly state: { readonly cookies?: unknown };
}

/** What is stored beside a state. */
interface StoredFacts {
  readonly specPath: string;
  readonly maxAgeMs: number;
}

const SESSION_FILE = /^[0-9a-f]{32,64}\.json$/;
const KEY_FILE = "key";
const KEY_BYTES = 32;

/** The states of logins in the user's cache: each in a file that nobody else may read, and that has an end. */
export class SessionStore {
  readonly #host: Host;
  readonly #folder: string | null;
  /** Where nothing can be stored, every run has a key of its own. */
  #key: Promise<Uint8Array<ArrayBuffer>> | null = null;

  /** `option` is `--cache-dir`. */
  constructor(host: Host, option: string | null) {
    this.#host = host;
    const cache = cacheFolder(host, option);
    this.#folder = cache === null ? null : join(cache, "sessions");
  }

  /** A random key of this cache: without it nobody can try out which secret an id was made of. */
  key(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#key ??= this.#readKey();
  }

  /** A state that is younger than `maxAgeMs`, was stored after `sinceMs` and has not ended; `null` when there is none. */
  async read(id: string, maxAgeMs: number, sinceMs = 0): Promise<LoginState | null> {
    const path = this.#pathOf(`${id}.json`);
    if (path === null) return null;
    const stored = await this.#readFile(path);
    if (stored === null) return null;
    const nowMs = this.#host.now().getTime();
    const savedMs = Date.parse(stored.saved_at);
    const ageMs = nowMs - savedMs;
    return savedMs >= sinceMs && ageMs >= 0 && ageMs < maxAgeMs && nowMs < Date.parse(stored.expires_at)
      ? stored.state
      : null;
  }

  /**
   * Runs work for a state while no other process on this machine does the same; `done` says whether another one did it
   * meanwhile. Rejects when `signal` is aborted before it is its turn.
   */
  async alone(id: string, work: SharedWork, signal: AbortSignal): Promise<void> {
    const lock = this.#pathOf(`${id}.lock`);
    const canLock = lock !== null && await this.#makeFolder().then(() => true, () => false);
    if (!canLock) return await work.work();
    let isTurn = false;
    const waiting = withFolderLock(this.#host, lock, {
      done: work.done,
      work: async () => {
        signal.throwIfAborted();
        isTurn = true;
        await work.work();
      },
    });
    const stopped = Promise.withResolvers<never>();
    const stop = () => isTurn || stopped.reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    try {
      await Promise.race([waiting, stopped.promise]);
    } finally {
      signal.removeEventListener("abort", stop);
      waiting.catch(() => {});
    }
  }

  /** Stores a state, and removes those that have ended; gives why it could not. */
  async keep(id: string, state: LoginState, { specPath, maxAgeMs }: StoredFacts): Promise<string | null> {
    const path = this.#pathOf(`${id}.json`);
    if (path === null) return null;
    const savedMs = this.#host.now().getTime();
    const stored: StoredSession = {
      spec_path: specPath,
      saved_at: new Date(savedMs).toISOString(),
      expires_at: new Date(endOf(state, savedMs + maxAgeMs)).toISOString(),
      state,
    };
    try {
      await this.#makeFolder();
      await this.#host.files.replace(path, JSON.stringify(stored), { mode: 0o600 });
      await this.#sweep();
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** Removes every stored state, and the key; gives the login flows that they were of. */
  async clear(): Promise<readonly string[]> {
    const removed: string[] = [];
    for (const name of await this.#names()) {
      const path = this.#pathOf(name) ?? "";
      const stored = SESSION_FILE.test(name) ? await this.#parse(path) : null;
      if (stored !== null) removed.push(stored.spec_path);
      if (stored !== null || name === KEY_FILE && await this.#isKey(path)) await this.#host.files.removeFile(path);
    }
    return removed;
  }

  async #sweep(): Promise<void> {
    const nowMs = this.#host.now().getTime();
    for (const name of await this.#names()) {
      if (!SESSION_FILE.test(name)) continue;
      const path = this.#pathOf(name) ?? "";
      const stored = await this.#parse(path);
      // `NaN` is no time to come either.
      if (stored !== null && !(nowMs < Date.parse(stored.expires_at))) await this.#host.files.removeFile(path);
    }
  }

  async #names(): Promise<readonly string[]> {
    // What stands behind a link is not of this store.
    if (this.#folder === null || await this.#host.files.kindOf(this.#folder) !== "folder") return [];
    const entries = await this.#host.files.list(this.#folder);
    return entries.flatMap(({ name, isFolder }) => isFolder ? [] : [name]);
  }

  /** What is damaged, or what others may have read or written, counts as not there. */
  async #readFile(path: string): Promise<StoredSession | null> {
    const { files, system } = this.#host;
    const info = await files.info(path);
    return info === null || !isOwn(info, system.uid) ? null : await this.#parse(path);
  }

  /** What this store wrote, whoever may read it now; `null` for any other file. */
  async #parse(path: string): Promise<StoredSession | null> {
    const { files } = this.#host;
    try {
      if (await files.kindOf(path) !== "file") return null;
      const stored: StoredSession & Earlier = JSON.parse(await files.readText(path));
      // What an earlier version has stored has no end: it is over.
      if (Array.isArray(stored.state.cookies)) return { ...stored, spec_path: "an earlier version", expires_at: "" };
      return typeof stored.spec_path === "string" && Array.isArray(stored.state.storage.cookies) ? stored : null;
    } catch {
      return null;
    }
  }

  async #readKey(): Promise<Uint8Array<ArrayBuffer>> {
    let key = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
    const path = this.#pathOf(KEY_FILE);
    const lock = this.#pathOf(`${KEY_FILE}.lock`);
    if (path === null || lock === null) return key;
    const { files, system } = this.#host;
    try {
      await this.#makeFolder();
      // Runs that begin at the same time must have the same key, or none of them finds what another one stores.
      await withFolderLock(this.#host, lock, {
        done: async () => {
          const info = await files.info(path);
          if (info === null) return false;
          const isKey = await this.#isKey(path);
          const isGood = isKey && isOwn(info, system.uid);
          if (isGood) key = new Uint8Array(await files.readBytes(path));
          // A file of that name that is no key is somebody's.
          return isGood || !isKey;
        },
        work: () => files.replace(path, key, { mode: 0o600 }),
      });
    } catch {
      // Nothing can be stored there either: what this run makes is for itself.
    }
    return key;
  }

  async #isKey(path: string): Promise<boolean> {
    const { files } = this.#host;
    return await files.kindOf(path) === "file" && (await files.info(path))?.size === KEY_BYTES;
  }

  async #makeFolder(): Promise<void> {
    if (this.#folder === null || await this.#host.files.info(this.#folder) !== null) return;
    await this.#host.files.makeFolder(this.#folder, { mode: 0o700 });
    await this.#host.files.chmod(this.#folder, 0o700);
  }

  #pathOf(name: string): string | null {
    return this.#folder === null ? null : join(this.#folder, name);
  }
}

function isOwn({ isFile, mode, uid }: FileInfo, ownUid: number | null): boolean {
  const isPrivate = mode === null || (mode & 0o077) === 0;
  return isFile && isPrivate && (uid === undefined || uid === null || ownUid === null || uid === ownUid);
}

/** A cookie that no script may read is one that the server knows its user by: without it the session is over. */
function endOf({ storage: { cookies } }: LoginState, latestMs: number): number {
  const ends = cookies.filter(({ httpOnly, expires }) => httpOnly && expires > 0).map(({ expires }) => expires * 1_000);
  return Math.min(latestMs, ...ends);
}
