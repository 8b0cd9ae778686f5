import { cacheFolder } from "../../lib/browser/cache_folder.ts";
import type { System } from "../../lib/host.ts";
import { assertEquals } from "../assert.ts";
import { fakeHost } from "../fake_host.ts";

Deno.test("cacheFolder() is the option's, else where the system keeps this user's caches", () => {
  const home = { HOME: "/home/ada" };
  assertEquals(on("linux", home, "mine"), "/work/mine");
  assertEquals(on("linux", home), "/home/ada/.cache/qa-rig");
  assertEquals(on("linux", { ...home, XDG_CACHE_HOME: "/cache" }), "/cache/qa-rig");
  assertEquals(on("darwin", home), "/home/ada/Library/Caches/qa-rig");
  assertEquals(on("windows", { LOCALAPPDATA: "/local" }), "/local/qa-rig");
  assertEquals([on("linux", {}), on("windows", home)], [null, null]);
});

function on(os: System["os"], env: Readonly<Record<string, string>>, option: string | null = null): string | null {
  const host = fakeHost({ env, cwd: "/work" });
  return cacheFolder({ ...host, system: { ...host.system, os } }, option);
}
