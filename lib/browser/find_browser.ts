import { basename, resolve } from "node:path";
import { BrokenRunError } from "../errors.ts";
import type { Host } from "../host.ts";
import { cacheFolder } from "./cache_folder.ts";
import type { ChromiumArchives } from "./chromium_archives.ts";
import { executableFile } from "./executable_file.ts";
import { packageArchives } from "./fetch_chromium.ts";
import type { BrowserName, FoundBrowser } from "./found_browser.ts";
import { findPlaywrightBrowser } from "./find_playwright_browser.ts";
import { PLAYWRIGHT_VERSION } from "./playwright.ts";
import { playwrightBuilds, playwrightCache } from "./playwright_cache.ts";
import { type Candidate, describeSystemBrowsers, systemBrowsers } from "./system_browsers.ts";
import { unpackChromium, unpackedChromium } from "./unpack_chromium.ts";

/** Which browser is wanted, and what may be done to get it. */
export interface FindOptions {
  readonly browser: BrowserName;
  /** `--browser-path`; nothing else is looked at. */
  readonly browserPath: string | null;
  readonly headless: boolean;
  /** Nothing is fetched. */
  readonly offline: boolean;
  /** `--cache-dir`, absolute; `null` is the user's cache. */
  readonly cacheFolder: string | null;
  /** Where Chromium is unpacked when the cache cannot be written to: the run's own folder. */
  readonly temporaryFolder: string;
  /** The Chromium inside the executable; `null` in a lean one. */
  readonly embedded: ChromiumArchives | null;
  /** Told before something that takes seconds: `Fetching Chromium 153.0.0 (67 MB, once)`. */
  readonly notify: (message: string) => void;
}

/** Finds the browser: named, inside the executable, the system's, Playwright's, fetched. Throws `BrokenRunError`. */
export async function findBrowser(host: Host, options: FindOptions): Promise<FoundBrowser> {
  const { browser, browserPath, headless, embedded } = options;
  if (browserPath !== null) return await namedBrowser(host, browser, browserPath);
  if (browser === "firefox" || browser === "webkit") return await findPlaywrightBrowser(host, browser);

  if (embedded !== null && takesHeadlessShell(options)) {
    return await unpackChromium(host, folders(host, options), embedded);
  }
  return await firstOf(host, browser, "system", systemBrowsers(host, browser, headless)) ??
    (browser === "chromium" ? await ownChromium(host, options) : null) ??
    notFound(host, options);
}

function takesHeadlessShell({ browser, headless }: FindOptions): boolean {
  return browser === "chromium" && headless;
}

function folders(host: Host, options: FindOptions): readonly string[] {
  const cache = cacheFolder(host, options.cacheFolder);
  return [...(cache === null ? [] : [cache]), options.temporaryFolder];
}

async function namedBrowser(host: Host, name: BrowserName, path: string): Promise<FoundBrowser> {
  const executable = resolve(host.cwd, path);
  // A wrapper stays what it is here: whoever names one wants what it does.
  if (await executableFile(host, executable) !== null) {
    return { name, executable, source: "option", env: {}, headlessOnly: /headless[-_]shell/.test(basename(path)) };
  }
  throw new BrokenRunError(`Cannot use browser "${path}": found no file that can be run, expected one`, {
    hint: "check --browser-path and QA_RIG_BROWSER_PATH",
  });
}

/** Chromium builds that no system brought: Playwright's, then the npm package. */
async function ownChromium(host: Host, options: FindOptions): Promise<FoundBrowser | null> {
  const build = await firstOf(host, "chromium", "playwright", await playwrightBuilds(host, options.headless));
  if (build !== null || !takesHeadlessShell(options)) return build;
  if (!hasPackage(host)) return null;
  const places = folders(host, options);
  if (host.system.compiled) return await unpackedChromium(host, places, "package");
  return await unpackChromium(host, places, packageArchives(host, options));
}

/** The package holds a program for one system only, and a compiled program has no `deno` to fetch it with. */
function hasPackage({ system }: Host): boolean {
  return system.os === "linux" && system.arch === "x86_64";
}

async function firstOf(
  host: Host,
  name: BrowserName,
  source: string,
  candidates: readonly Candidate[],
): Promise<FoundBrowser | null> {
  const executables = await Promise.all(candidates.map(({ path }) => executableFile(host, path)));
  const index = executables.findIndex((executable) => executable !== null);
  const [executable, candidate] = [executables[index], candidates[index]];
  if (!executable || candidate === undefined) return null;
  return { name, executable, source, env: {}, headlessOnly: candidate.headlessOnly };
}

function notFound(host: Host, { browser, headless }: FindOptions): never {
  const looked = [describeSystemBrowsers(host, browser, headless)];
  if (browser === "chromium") {
    looked.push(`a build in Playwright's cache "${playwrightCache(host) ?? "(no home folder)"}"`);
    if (!headless) looked.push("no headless-only build, because a window is wanted");
    else if (hasPackage(host)) looked.push("the unpacked npm package in the cache");
  }
  throw new BrokenRunError(`Cannot find browser "${browser}": looked for ${looked.join("; ")}`, {
    hint: `install one (${
      installCommand(host, browser)
    }), name one with --browser-path, or connect to one with --connect`,
  });
}

function installCommand({ system }: Host, browser: BrowserName): string {
  const playwright = `npx playwright@${PLAYWRIGHT_VERSION} install ${browser}`;
  return system.os === "linux" && browser === "chromium" ? `apt-get install chromium, or ${playwright}` : playwright;
}
