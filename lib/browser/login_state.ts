import type { Frame, Page } from "playwright";
import { beforeDeadline } from "./before_deadline.ts";
import type { Session } from "./session.ts";
import type { StorageState } from "./session_settings.ts";

/** What a login has left in a browser context. */
export interface LoginState {
  /** Cookies, local storage and IndexedDB. */
  readonly storage: StorageState;
  /** The session storage of each origin that a page was on at the end. */
  readonly session_storage: SessionStorage;
}

/** Entries of session storage by origin and name. */
type SessionStorage = { readonly [origin: string]: { readonly [name: string]: string } };

/** How long a page may take to tell what it has stored, in milliseconds. */
const READ_MS = 5_000;

/** Reads what the pages of a session have stored; `problem` hears of what could not be read. */
export async function readLoginState(
  { context }: Pick<Session, "context">,
  problem: (message: string) => void,
): Promise<LoginState> {
  const storage = await context.storageState({ indexedDB: true }).catch(async (error) => {
    problem(`IndexedDB is not part of the session: ${firstLine(error)}`);
    return await context.storageState();
  });
  const frames = context.pages().flatMap((page) => page.frames());
  const stored = await Promise.all(frames.map((frame) => sessionStorageOf(frame, problem)));
  return { storage, session_storage: Object.fromEntries(stored.flat()) };
}

async function sessionStorageOf(
  frame: Frame,
  problem: (message: string) => void,
): Promise<readonly (readonly [origin: string, entries: Record<string, string>])[]> {
  const reading = frame.evaluate((): [string, Record<string, string>] | null => {
    try {
      return [location.origin, { ...sessionStorage }];
    } catch {
      // A sandboxed frame, or a page without an origin, has none.
      return null;
    }
  });
  try {
    const found = await beforeDeadline(reading, READ_MS, () => new Error("the page does not answer"));
    return found === null || found[0] === "null" || Object.keys(found[1]).length === 0 ? [] : [found];
  } catch (error) {
    // A frame that has gone has nothing that could be restored.
    if (!frame.isDetached()) problem(`Session storage of a page is not part of the session: ${firstLine(error)}`);
    return [];
  }
}

/** Whether a login has left nothing at all. */
export function isEmptyState({ storage: { cookies, origins }, session_storage }: LoginState): boolean {
  return cookies.length === 0 && Object.keys(session_storage).length === 0 && origins.every(isEmptyOrigin);
}

function isEmptyOrigin(origin: StorageState["origins"][number]): boolean {
  const databases = "indexedDB" in origin && Array.isArray(origin.indexedDB) ? origin.indexedDB : [];
  return origin.localStorage.length === 0 && databases.length === 0;
}

/**
 * Gives a page the session storage of a login, when it comes to each origin for the first time: the storage of a tab
 * cannot be part of a context, and a page that clears its storage later must find it cleared.
 */
export async function restoreSessionStorage(page: Page, { session_storage }: LoginState): Promise<void> {
  for (const [origin, entries] of Object.entries(session_storage)) await restoreOrigin(page, origin, entries);
}

async function restoreOrigin(page: Page, origin: string, entries: Readonly<Record<string, string>>): Promise<void> {
  const script = await page.addInitScript(({ origin, entries }) => {
    if (location.origin !== origin) return;
    for (const [name, value] of Object.entries(entries)) {
      if (sessionStorage.getItem(name) === null) sessionStorage.setItem(name, value);
    }
  }, { origin, entries });
  const forget = (frame: Frame) => {
    if (originOf(frame.url()) !== origin) return;
    page.off("framenavigated", forget);
    // A page that is closed has forgotten it already.
    script.dispose().catch(() => {});
  };
  page.on("framenavigated", forget);
}

function originOf(url: string): string | null {
  return URL.parse(url)?.origin ?? null;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
