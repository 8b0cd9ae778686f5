import fs from "node:fs";
import { loadExpect, loadPlaywright, PLAYWRIGHT_VERSION } from "../../lib/browser/playwright.ts";
import { tolerateRefusedPaths } from "../../lib/browser/tolerate_refused_paths.ts";
import { assertEquals } from "../assert.ts";
import { fakeHost } from "../fake_host.ts";
import { browserTest } from "./browser_fixture.ts";

browserTest("loadPlaywright() takes Playwright's own variables out of the environment, and no others", async () => {
  const removed: string[] = [];
  const env = {
    PWDEBUG: "1",
    PLAYWRIGHT_BROWSERS_PATH: "0",
    DEBUG: "pw:*",
    SELENIUM_REMOTE_URL: "x",
    PATH: "/bin",
    XPW: "",
  };
  const host = fakeHost({ env });
  await loadPlaywright({ ...host, env: { ...host.env, remove: (name) => void removed.push(name) } });
  assertEquals(removed.sort(), ["DEBUG", "PLAYWRIGHT_BROWSERS_PATH", "PWDEBUG", "SELENIUM_REMOTE_URL"]);
  assertEquals(typeof await loadExpect(), "function");
});

Deno.test("tolerateRefusedPaths() makes existsSync say false where it would throw", () => {
  tolerateRefusedPaths();
  assertEquals(fs.existsSync("/proc/sys/fs/binfmt_misc/WSLInterop"), false);
  assertEquals(fs.existsSync("/"), true);
});

Deno.test("PLAYWRIGHT_VERSION is the one of the import map", async () => {
  const { imports } = JSON.parse(await Deno.readTextFile(new URL("../../deno.json", import.meta.url)));
  assertEquals(imports.playwright, `npm:playwright@${PLAYWRIGHT_VERSION}`);
});
