import type { Browser, BrowserType } from "playwright";
import { BrokenRunError, QaRigError, UsageError } from "../errors.ts";
import type { Host } from "../host.ts";
import { beforeDeadline } from "./before_deadline.ts";
import { browserEnvironment } from "./browser_environment.ts";
import type { FoundBrowser } from "./found_browser.ts";
import { hostRules } from "./host_rules.ts";
import { killProcess } from "./kill_process.ts";
import { launchFailure, needsNoSandbox } from "./launch_failure.ts";
import type { Playwright } from "./playwright.ts";
import type { RunFolder } from "./run_folder.ts";
import { launchedBrowser, type RunningBrowser } from "./running_browser.ts";
import { LAUNCH_VARIABLE, onSpawn, type SpawnedProcess } from "./spawned_process.ts";

/** A proxy for all of the browser's requests. */
export interface ProxySettings {
  /** `http://host:port` or `socks5://host:port` */
  readonly server: string;
  readonly bypass?: string;
  readonly username?: string;
  readonly password?: string;
}

/** How a browser is started. */
export interface LaunchOptions {
  readonly runFolder: RunFolder;
  readonly headless: boolean;
  readonly slowMoMs: number;
  readonly proxy: ProxySettings | null;
  /** Hosts that pages may reach; `null` is all. Chromium only, and without effect behind a proxy, which resolves names itself. */
  readonly allowHosts: readonly string[] | null;
  /** Environment variables that hold secrets; the browser does not get them. */
  readonly secretNames: readonly string[];
  /** 30 s where nothing is said. */
  readonly timeoutMs?: number;
}

/** Starts a browser, with its sandbox wherever this machine has one; throws `BrokenRunError`. */
export async function launchBrowser(
  host: Host,
  playwright: Playwright,
  found: FoundBrowser,
  options: LaunchOptions,
): Promise<RunningBrowser> {
  checkOptions(found, options);
  const type = playwright[engineOf(found)];
  const start = (sandbox: boolean) => startBrowser(host, type, { ...options, found, sandbox });
  try {
    // Chromium refuses to sandbox what root starts. Whether user namespaces work is known only by trying.
    return await start(host.system.os !== "linux" || host.system.uid !== 0);
  } catch (error) {
    if (!needsNoSandbox(error)) throw error;
    return await start(false);
  }
}

function checkOptions(found: FoundBrowser, { headless, allowHosts }: LaunchOptions): void {
  if (!headless && found.headlessOnly) {
    throw new BrokenRunError(`Cannot open a window: found "${found.executable}", expected a browser that has windows`, {
      hint: "leave out --headed, or name another browser with --browser-path",
    });
  }
  if (allowHosts !== null && engineOf(found) !== "chromium") {
    throw new UsageError(`Cannot limit hosts of browser "${found.name}": expected chromium`);
  }
}

function engineOf({ name }: FoundBrowser): "chromium" | "firefox" | "webkit" {
  return name === "firefox" || name === "webkit" ? name : "chromium";
}

interface StartOptions extends LaunchOptions {
  readonly found: FoundBrowser;
  readonly sandbox: boolean;
}

async function startBrowser(host: Host, type: BrowserType, options: StartOptions): Promise<RunningBrowser> {
  const launch = crypto.randomUUID();
  let process: SpawnedProcess | undefined;
  using _watch = onSpawn(launch, (spawned) => {
    process = spawned;
    options.runFolder.own(spawned.pid, spawned.exited);
  });
  try {
    const browser = await launchWithin(host, type, options, launch);
    if (process === undefined) throw new Error("found no process of it, expected one");
    const { name, source } = options.found;
    const info = { name, version: browser.version(), source, headless: options.headless, sandbox: options.sandbox };
    return launchedBrowser(host, browser, { info, process });
  } catch (error) {
    if (process !== undefined) killProcess(host, process.pid);
    throw error instanceof QaRigError ? error : launchFailure(options.found, error);
  }
}

async function launchWithin(host: Host, type: BrowserType, options: StartOptions, launch: string): Promise<Browser> {
  const { found, runFolder, secretNames, headless, slowMoMs, proxy, sandbox, timeoutMs = 30_000 } = options;
  const own = { ...found.env, TMPDIR: runFolder.path, [LAUNCH_VARIABLE]: launch };
  const launching = type.launch({
    executablePath: found.executable,
    headless,
    slowMo: slowMoMs,
    ...(proxy === null ? {} : { proxy }),
    chromiumSandbox: sandbox,
    args: launchFlags(options),
    env: browserEnvironment(host, secretNames, own),
    // The end of a run has an order of its own, which a signal starts.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    timeout: 0,
  });
  return await beforeDeadline(launching, timeoutMs, () => {
    return new BrokenRunError(
      `Cannot start "${found.executable}": found no answer from it after ${timeoutMs / 1_000} s, expected one`,
    );
  });
}

/** Beside Playwright's own, which keep updates, sync and start pages away: what else would call home. */
function launchFlags({ found, allowHosts }: StartOptions): string[] {
  if (engineOf(found) !== "chromium") return [];
  const quiet = ["--disable-domain-reliability", "--disable-client-side-phishing-detection", "--no-pings"];
  return allowHosts === null ? quiet : [...quiet, `--host-resolver-rules=${hostRules(allowHosts)}`];
}
