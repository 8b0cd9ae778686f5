import { join } from "node:path";
import { cacheFolder } from "../browser/cache_folder.ts";
import type { Session } from "../browser/session.ts";
import type { StorageState } from "../browser/session_settings.ts";
import type { FlowSession } from "../plan/flow.ts";
import { fillIn } from "../plan/fill_in.ts";
import type { RunTools } from "./run_tools.ts";
import type { VariableScope } from "./variable_scope.ts";

/** A login that was kept: the cookies and storage of a browser context, and when they were made. */
interface KeptLogin {
  readonly saved_at: string;
  readonly state: StorageState;
}

/** How a login is made and tried; both run steps in a session of their own. */
export interface LoginSteps {
  /** Signs in and gives the session, which the caller closes. */
  readonly make: () => Promise<Session>;
  /** Whether a kept login still works. */
  readonly works: (state: StorageState) => Promise<boolean>;
}

/** Logins that are being made in this process, so that workers do not sign in twice. */
const making = new Map<string, Promise<StorageState>>();

/**
 * The storage state of a flow's `session`: the kept one while it is young enough and works, else a new one, which is kept
 * in the user's cache for its owner alone.
 */
export async function loginState(
  session: FlowSession,
  variables: VariableScope,
  { tools, steps, baseUrl }: { readonly tools: RunTools; readonly steps: LoginSteps; readonly baseUrl: string | null },
): Promise<StorageState> {
  const key = String(fillIn(session.key, variables.all()));
  const id = await digest([session.part.specPath, tools.host.cwd, baseUrl ?? "", key].join("\n"));
  const running = making.get(id);
  if (running !== undefined) return await running;
  const made = findOrMake(id, session, { tools, steps });
  making.set(id, made);
  try {
    return await made;
  } finally {
    making.delete(id);
  }
}

async function findOrMake(
  id: string,
  session: FlowSession,
  { tools, steps }: { readonly tools: RunTools; readonly steps: LoginSteps },
): Promise<StorageState> {
  const kept = await readKept(id, session.maxAgeMs, tools);
  if (kept !== null && await steps.works(kept)) return kept;
  await using opened = await steps.make();
  const state = await opened.context.storageState();
  await keep(id, state, tools);
  return state;
}

function pathOf(id: string, { host, settings }: RunTools): string | null {
  const cache = cacheFolder(host, settings.cacheFolder);
  return cache === null ? null : join(cache, "sessions", `${id}.json`);
}

async function readKept(id: string, maxAgeMs: number, tools: RunTools): Promise<StorageState | null> {
  const path = pathOf(id, tools);
  if (path === null) return null;
  try {
    const kept: KeptLogin = JSON.parse(await tools.host.files.readText(path));
    const age = tools.host.now().getTime() - Date.parse(kept.saved_at);
    return age >= 0 && age < maxAgeMs ? kept.state : null;
  } catch {
    // None was kept, or what was kept is damaged: a new one is made.
    return null;
  }
}

async function keep(id: string, state: StorageState, tools: RunTools): Promise<void> {
  const path = pathOf(id, tools);
  if (path === null) return;
  const { host } = tools;
  const kept: KeptLogin = { saved_at: host.now().toISOString(), state };
  try {
    await host.files.makeFolder(join(path, ".."), { mode: 0o700 });
    await host.files.replace(path, JSON.stringify(kept), { mode: 0o600 });
  } catch {
    // A cache that cannot be written costs the next run a login, no more.
  }
}

async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes).subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
