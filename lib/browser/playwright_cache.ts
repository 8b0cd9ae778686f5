import { join } from "node:path";
import type { Host } from "../host.ts";
import { userCache } from "./cache_folder.ts";
import type { Candidate } from "./system_browsers.ts";

/** Where the executable lies below a build's folder; several because the layout changed between versions. */
const PROGRAMS = {
  linux: {
    chromium_headless_shell: [
      "chrome-headless-shell-linux64/chrome-headless-shell",
      "chrome-headless-shell-linux-arm64/chrome-headless-shell",
      "chrome-linux/headless_shell",
    ],
    chromium: ["chrome-linux64/chrome", "chrome-linux-arm64/chrome", "chrome-linux/chrome"],
  },
  darwin: {
    chromium_headless_shell: [
      "chrome-headless-shell-mac-arm64/chrome-headless-shell",
      "chrome-headless-shell-mac-x64/chrome-headless-shell",
      "chrome-mac/headless_shell",
    ],
    chromium: [
      "chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
      "chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
      "chrome-mac/Chromium.app/Contents/MacOS/Chromium",
    ],
  },
  windows: {
    chromium_headless_shell: [
      "chrome-headless-shell-win64/chrome-headless-shell.exe",
      "chrome-win/headless_shell.exe",
    ],
    chromium: ["chrome-win64/chrome.exe", "chrome-win/chrome.exe"],
  },
} as const;

/** The folder that Playwright installs browsers into; `null` where there is no place for one. */
export function playwrightCache(host: Host): string | null {
  const cache = userCache(host);
  return cache === null ? null : join(cache, "ms-playwright");
}

/** Chromium builds in Playwright's cache: headless shells first when there is no window, newer before older. */
export async function playwrightBuilds(host: Host, headless: boolean): Promise<readonly Candidate[]> {
  const cache = playwrightCache(host);
  if (cache === null || host.system.os === "other") return [];
  const programs = PROGRAMS[host.system.os];
  const folders = (await host.files.list(cache).catch(() => [])).map(({ name }) => name);
  const shells = headless ? buildsIn(cache, folders, "chromium_headless_shell", programs.chromium_headless_shell) : [];
  return [
    ...shells.map((path) => ({ path, headlessOnly: true })),
    ...buildsIn(cache, folders, "chromium", programs.chromium).map((path) => ({ path, headlessOnly: false })),
  ];
}

function buildsIn(
  cache: string,
  folders: readonly string[],
  build: string,
  programs: readonly string[],
): readonly string[] {
  const revisions = folders.flatMap((name) => {
    const digits = name.startsWith(`${build}-`) ? name.slice(build.length + 1) : "";
    return /^\d+$/.test(digits) ? [Number(digits)] : [];
  });
  revisions.sort((one, other) => other - one);
  return revisions.flatMap((revision) => programs.map((program) => join(cache, `${build}-${revision}`, program)));
}
