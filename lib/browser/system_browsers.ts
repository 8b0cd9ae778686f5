import { basename, delimiter, dirname, join } from "node:path";
import type { Host } from "../host.ts";
import type { BrowserName } from "./found_browser.ts";

/** A place where a browser of the system may be. */
export interface Candidate {
  readonly path: string;
  readonly headlessOnly: boolean;
}

const HEADLESS_SHELLS = ["chromium-headless-shell", "chrome-headless-shell", "headless_shell"];
const CHROMIUM = ["chromium", "chromium-browser"];
const CHROME = ["google-chrome", "google-chrome-stable"];
const EDGE = ["microsoft-edge", "microsoft-edge-stable"];

const LINUX_FOLDERS = ["/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/google/chrome", "/opt/microsoft/msedge"];

const MAC_APPLICATIONS = {
  chromium: "Chromium.app/Contents/MacOS/Chromium",
  chrome: "Google Chrome.app/Contents/MacOS/Google Chrome",
  msedge: "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
} as const;

const WINDOWS_PROGRAMS = {
  chromium: "Chromium\\Application\\chrome.exe",
  chrome: "Google\\Chrome\\Application\\chrome.exe",
  msedge: "Microsoft\\Edge\\Application\\msedge.exe",
} as const;

/** Where the system's browsers may be, the best first; none for `firefox` and `webkit`, which Playwright must have built. */
export function systemBrowsers(host: Host, browser: BrowserName, headless: boolean): readonly Candidate[] {
  if (browser === "firefox" || browser === "webkit") return [];
  const shells = headless && browser === "chromium" ? onPath(host, HEADLESS_SHELLS) : [];
  const engines = browser === "chromium" ? ["chromium", "chrome", "msedge"] as const : [browser];
  return [
    ...shells.map((path) => ({ path, headlessOnly: true })),
    ...engines.flatMap((engine) => placesOf(host, engine)).map((path) => ({ path, headlessOnly: false })),
  ];
}

/** The same for people, and the same wherever PATH leads. */
export function describeSystemBrowsers(host: Host, browser: BrowserName, headless: boolean): string {
  const paths = systemBrowsers({ ...host, env: { ...host.env, get: withoutPath(host) } }, browser, headless);
  const names = new Set(paths.map(({ path }) => basename(path)));
  const folders = new Set(paths.map(({ path }) => dirname(path)));
  return `${[...names].join(", ")} on PATH and in ${[...folders].join(", ")}`;
}

function withoutPath({ env }: Host): (name: string) => string | undefined {
  return (name) => name === "PATH" ? undefined : env.get(name);
}

function placesOf(host: Host, engine: keyof typeof MAC_APPLICATIONS): readonly string[] {
  switch (host.system.os) {
    case "darwin":
      return [
        ...onPath(host, programNames(engine)),
        ...macFolders(host).map((at) => join(at, MAC_APPLICATIONS[engine])),
      ];
    case "windows":
      return windowsFolders(host).map((at) => `${at}\\${WINDOWS_PROGRAMS[engine]}`);
    case "linux":
    case "other":
      return onPath(host, programNames(engine));
  }
}

function programNames(engine: keyof typeof MAC_APPLICATIONS): readonly string[] {
  switch (engine) {
    case "chromium":
      return CHROMIUM;
    case "chrome":
      return CHROME;
    case "msedge":
      return EDGE;
  }
}

/** A name in each folder of PATH and in the usual ones, before the next name. */
function onPath(host: Host, names: readonly string[]): readonly string[] {
  const windows = host.system.os === "windows";
  const folders = (host.env.get("PATH") ?? "").split(delimiter).filter((folder) => folder !== "");
  const all = [...new Set([...folders, ...(windows ? [] : LINUX_FOLDERS)])];
  return names.flatMap((name) => all.map((folder) => join(folder, windows ? `${name}.exe` : name)));
}

function macFolders({ env }: Host): readonly string[] {
  const home = env.get("HOME");
  return ["/Applications", ...(home === undefined ? [] : [join(home, "Applications")])];
}

function windowsFolders({ env }: Host): readonly string[] {
  const names = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"];
  return names.map((name) => env.get(name)).filter((folder) => folder !== undefined);
}
