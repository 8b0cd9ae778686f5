import { assertEquals } from "../assert.ts";
import type { LoginState } from "../../lib/browser/login_state.ts";
import { SessionStore } from "../../lib/run/session_store.ts";
import { fakeHost, inFolder } from "../fake_host.ts";

const ID = "a".repeat(64);
const OTHER = "b".repeat(64);
const FACTS = { specPath: "login.flow.yaml", maxAgeMs: 3_600_000 };

function stateOf(cookies: readonly { readonly expires: number; readonly httpOnly?: boolean }[]): LoginState {
  const rest = { name: "sid", value: "1", domain: "127.0.0.1", path: "/", secure: false, sameSite: "Lax" } as const;
  const all = cookies.map(({ expires, httpOnly = true }) => ({ ...rest, expires, httpOnly }));
  return { storage: { cookies: all, origins: [] }, session_storage: {} };
}

const STATE = stateOf([{ expires: -1 }]);

interface Place {
  readonly folder: string;
  /** A store that sees this many milliseconds after the start. */
  at(ms: number): SessionStore;
}

async function inStore(body: (place: Place) => Promise<void>): Promise<void> {
  await inFolder({}, async (cwd) => {
    const at = (ms: number) =>
      new SessionStore(fakeHost({ cwd, overrides: { now: () => new Date(1_790_000_000_000 + ms) } }), "cache");
    await body({ folder: `${cwd}/cache/sessions`, at });
  });
}

Deno.test("SessionStore gives a state back until it is too old", () =>
  inStore(async ({ at }) => {
    assertEquals(await at(0).read(ID, 1_000), null);
    assertEquals(await at(0).keep(ID, STATE, FACTS), null);
    assertEquals(await at(999).read(ID, 1_000), STATE);
    assertEquals(await at(1_000).read(ID, 1_000), null);
    assertEquals(await at(3_599_999).read(ID, 9_000_000), STATE);
    assertEquals(await at(3_600_000).read(ID, 9_000_000), null);
    assertEquals(await at(-1).read(ID, 1_000), null);
  }));

Deno.test("SessionStore ends a state with the first cookie that no script may read", () =>
  inStore(async ({ at }) => {
    const seconds = 1_790_000_000;
    await at(0).keep(ID, stateOf([{ expires: seconds + 60 }, { expires: seconds + 5, httpOnly: false }]), FACTS);
    assertEquals(await at(59_999).read(ID, 3_600_000) === null, false);
    assertEquals(await at(60_000).read(ID, 3_600_000), null);
  }));

Deno.test("SessionStore removes states that have ended, when another one is stored, and nothing else", () =>
  inStore(async ({ at, folder }) => {
    await at(0).key();
    await at(0).keep(ID, STATE, FACTS);
    const earlier = { saved_at: "2026-01-01T00:00:00.000Z", state: { cookies: [], origins: [] } };
    await Deno.writeTextFile(`${folder}/${"c".repeat(32)}.json`, JSON.stringify(earlier));
    await Deno.writeTextFile(`${folder}/notes.json`, "{}");
    await at(3_600_000).keep(OTHER, STATE, FACTS);
    assertEquals(await namesIn(folder), [`${OTHER}.json`, "key", "notes.json"]);
  }));

Deno.test("SessionStore does not use what others could read or have written, and what is damaged", () =>
  inStore(async ({ at, folder }) => {
    if (Deno.build.os === "windows") return assertEquals(await at(0).read(ID, 1_000), null);
    await at(0).keep(ID, STATE, FACTS);
    await Deno.chmod(`${folder}/${ID}.json`, 0o644);
    assertEquals(await at(1).read(ID, 1_000), null);
    await at(0).keep(ID, STATE, FACTS);
    assertEquals(await at(1).read(ID, 1_000), STATE);
    await Deno.writeTextFile(`${folder}/${ID}.json`, '{"state": null');
    assertEquals(await at(1).read(ID, 1_000), null);
  }));

Deno.test("SessionStore keeps its key, of which every cache has its own", () =>
  inStore(async ({ at, folder }) => {
    const key = await at(0).key();
    assertEquals([key.length, await at(1).key()], [32, key]);
    assertEquals(await Deno.readFile(`${folder}/key`), key);
    await inStore(async (other) => assertEquals((await other.at(0).key()).toHex() === key.toHex(), false));
  }));

Deno.test("SessionStore gives the same key to runs that begin at the same time", () =>
  inStore(async ({ at, folder }) => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => at(0).key()));
    const kept = (await Deno.readFile(`${folder}/key`)).toHex();
    assertEquals(keys.map((key) => key.toHex()), keys.map(() => kept));
    assertEquals(await namesIn(folder), ["key"]);
  }));

Deno.test("SessionStore clears states and key, and names the logins that they were of", () =>
  inStore(async ({ at, folder }) => {
    assertEquals(await at(0).clear(), []);
    await at(0).key();
    await at(0).keep(ID, STATE, FACTS);
    assertEquals(await at(0).clear(), ["login.flow.yaml"]);
    assertEquals(await namesIn(folder), []);
  }));

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
}
