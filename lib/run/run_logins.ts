import type { LoginState } from "../browser/login_state.ts";
import type { Host } from "../host.ts";
import { SessionStore } from "./session_store.ts";

/** The state of a login that an attempt begins with. */
export interface UsedLogin {
  readonly state: LoginState;
  /** Whether another run had stored it and nothing has shown that it is still good. */
  readonly mayBeDead: boolean;
  /** Of `host.monotonicMs()`: when this run got it. */
  readonly sinceMs: number;
}

/** Who needs a login. */
export interface LoginNeed {
  readonly id: string;
  readonly maxAgeMs: number;
  /** How many logins may have failed before: as many as the flow has been tried. */
  readonly failuresAllowed: number;
  /** With which the flow has just failed. */
  readonly dead: UsedLogin | null;
}

type Settled = { readonly login: UsedLogin } | { readonly error: unknown; readonly failures: number };

/** The logins of one run: flows that need the same one wait and share it, also when it fails. */
export class RunLogins {
  readonly store: SessionStore;
  readonly #host: Pick<Host, "monotonicMs">;
  readonly #known = new Map<string, Promise<Settled>>();

  /** `cacheFolder` is `--cache-dir`. */
  constructor(host: Host, cacheFolder: string | null) {
    this.store = new SessionStore(host, cacheFolder);
    this.#host = host;
  }

  /** The login that this run has already, else the one that `make` gives; rejects as that does. */
  async get(need: LoginNeed, make: () => Promise<UsedLogin>): Promise<UsedLogin> {
    const known = this.#known.get(need.id);
    const settled = await known;
    // Somebody else was quicker to replace it.
    if (this.#known.get(need.id) !== known) return await this.get(need, make);
    if (settled !== undefined && "login" in settled && this.#isGood(settled.login, need)) return settled.login;
    const failures = settled !== undefined && "error" in settled ? settled.failures : 0;
    if (settled !== undefined && "error" in settled && failures > need.failuresAllowed) throw settled.error;
    const made = settle(make(), failures);
    this.#known.set(need.id, made);
    const result = await made;
    if ("login" in result) return result.login;
    throw result.error;
  }

  #isGood(login: UsedLogin, { maxAgeMs, dead }: LoginNeed): boolean {
    return login !== dead && this.#host.monotonicMs() - login.sinceMs < maxAgeMs;
  }
}

async function settle(making: Promise<UsedLogin>, failures: number): Promise<Settled> {
  try {
    return { login: await making };
  } catch (error) {
    return { error, failures: failures + 1 };
  }
}
