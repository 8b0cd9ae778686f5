import type { Host } from "../host.ts";
import { registerSecretFields } from "./secret_fields.ts";
import { skipFontsWait } from "./skip_fonts_wait.ts";
import { watchSpawns } from "./spawned_process.ts";
import { tolerateNoHome } from "./tolerate_no_home.ts";
import { tolerateRefusedPaths } from "./tolerate_refused_paths.ts";

/** Playwright's library. */
export type Playwright = typeof import("playwright");

/** The version of Playwright in the import map, for commands that we tell people to run. */
export const PLAYWRIGHT_VERSION = "1.65.1";

/** Variables that change what Playwright does, so that a run would depend on who started it. */
const PLAYWRIGHT_VARIABLE = /^(PW.*|PLAYWRIGHT_.*|SELENIUM_REMOTE_.*|DEBUG)$/;

/** Loads Playwright; its own variables are taken out of the environment before. */
export async function loadPlaywright(host: Host): Promise<Playwright> {
  for (const name of host.env.names()) if (PLAYWRIGHT_VARIABLE.test(name)) host.env.remove(name);
  tolerateRefusedPaths();
  tolerateNoHome();
  skipFontsWait();
  watchSpawns();
  const playwright = await import("playwright");
  await registerSecretFields(playwright);
  return playwright;
}

/** Loads Playwright's `expect`, after `loadPlaywright`: best while the browser starts, for it takes as long. */
export async function loadExpect(): Promise<typeof import("playwright/test").expect> {
  const { expect } = await import("playwright/test");
  return expect;
}
