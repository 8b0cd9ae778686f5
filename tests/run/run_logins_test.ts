import { assertEquals, assertRejects } from "../assert.ts";
import { RunLogins, type UsedLogin } from "../../lib/run/run_logins.ts";
import { fakeHost } from "../fake_host.ts";

const NEED = { id: "a", maxAgeMs: 1_000, failuresAllowed: 0, dead: null } as const;

function login(mayBeDead = false, sinceMs = 0): UsedLogin {
  return { state: { storage: { cookies: [], origins: [] }, session_storage: {} }, mayBeDead, sinceMs };
}

function logins(monotonicMs = () => 0): RunLogins {
  return new RunLogins(fakeHost({ overrides: { monotonicMs } }), null);
}

Deno.test("RunLogins makes a login once, however many wait for it", async () => {
  const all = logins();
  const gate = Promise.withResolvers<UsedLogin>();
  let made = 0;
  const make = () => (made++, gate.promise);
  const waiting = [1, 2, 3].map(() => all.get(NEED, make));
  const one = login();
  gate.resolve(one);
  assertEquals((await Promise.all(waiting)).every((got) => got === one), true);
  assertEquals([made, await all.get(NEED, make) === one, made], [1, true, 1]);
});

Deno.test("RunLogins gives a failed login to all that wait, and lets a retry of a flow try it once more", async () => {
  const all = logins();
  let made = 0;
  const fail = () => Promise.reject(new Error(`wrong ${++made}`));
  await Promise.all([1, 2, 3].map(() => assertRejects(() => all.get(NEED, fail), Error, "wrong 1")));
  const retry = { ...NEED, failuresAllowed: 1 };
  await Promise.all([1, 2].map(() => assertRejects(() => all.get(retry, fail), Error, "wrong 2")));
  await assertRejects(() => all.get(NEED, fail), Error, "wrong 2");
  assertEquals(made, 2);
});

Deno.test("RunLogins replaces a dead login once for all that failed with it", async () => {
  const all = logins();
  const dead = await all.get(NEED, () => Promise.resolve(login(true)));
  let made = 0;
  const make = () => (made++, Promise.resolve(login()));
  const renewed = await Promise.all([1, 2, 3].map(() => all.get({ ...NEED, dead }, make)));
  assertEquals([made, new Set(renewed).size, renewed[0] === dead], [1, 1, false]);
});

Deno.test("RunLogins makes a login anew that has become too old during the run", async () => {
  let nowMs = 0;
  const all = logins(() => nowMs);
  const first = await all.get(NEED, () => Promise.resolve(login()));
  nowMs = 1_000;
  const second = await all.get(NEED, () => Promise.resolve(login(false, nowMs)));
  assertEquals(first === second, false);
});
