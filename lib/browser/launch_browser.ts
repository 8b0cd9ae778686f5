import type { Browser, BrowserType } from "playwright";
import { BrokenRunError, QaRigError, UsageError } from "../errors.ts";
import type { Host } from "../host.ts";
import { beforeDeadline } from "./before_deadline.ts";
import { browserEnvironment } from "./browser_environment.ts";
import type { FoundBrowser } from "./found_browser.ts";
import { AllowedHosts } from "../network/allowed_hosts.ts";
import { serveForwardProxy } from "../network/forward_proxy.ts";
import type { LocalServer } from "../network/local_server.ts";
import type { Network } from "../network/network.ts";
import { killProcess } from "./kill_process.ts";
import { launchFailure, needsNoSandbox } from "./launch_failure.ts";
import type { Playwright } from "./playwright.ts";
import type { RunFolder } from "./run_folder.ts";
import { launchedBrowser, type RunningBrowser } from "./running_browser.ts";
import { LAUNCH_VARIABLE, onSpawn, type SpawnedProcess } from "./spawned_process.ts";
import { homeThatTrusts } from "./trust_certificates.ts";

/** How a browser is started. */
export interface LaunchOptions {
  readonly runFolder: RunFolder;
  readonly headless: boolean;
  readonly slowMoMs: number;
  /** Certificates and limits of hosts are Chromium's only. */
  readonly network: Network;
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

function checkOptions(found: FoundBrowser, { headless, network }: LaunchOptions): void {
  if (!headless && found.headlessOnly) {
    throw new BrokenRunError(`Cannot open a window: found "${found.executable}", expected a browser that has windows`, {
      hint: "leave out --headed, or name another browser with --browser-path",
    });
  }
  if (engineOf(found) === "chromium") return;
  if (network.allowHosts !== null) {
    throw new UsageError(`Cannot limit hosts of browser "${found.name}": expected chromium`);
  }
  if (network.certificates !== null) {
    throw new UsageError(`Cannot make browser "${found.name}" trust certificates: expected chromium`);
  }
}

function engineOf({ name }: FoundBrowser): "chromium" | "firefox" | "webkit" {
  return name === "firefox" || name === "webkit" ? name : "chromium";
}

interface StartOptions extends LaunchOptions {
  readonly found: FoundBrowser;
  readonly sandbox: boolean;
}

/** What a browser's connections go through; both are `null` where nothing is between it and the network. */
interface Gate {
  readonly proxy: LocalServer | null;
  readonly allowedHosts: AllowedHosts | null;
}

async function openGate({ proxies, allowHosts }: Network): Promise<Gate> {
  const allowedHosts = allowHosts === null ? null : new AllowedHosts(allowHosts);
  if (allowedHosts === null && proxies.http === null && proxies.https === null) return { proxy: null, allowedHosts };
  return { proxy: await serveForwardProxy({ proxies, allowedHosts }), allowedHosts };
}

async function startBrowser(host: Host, type: BrowserType, options: StartOptions): Promise<RunningBrowser> {
  const launch = crypto.randomUUID();
  const gate = await openGate(options.network);
  let process: SpawnedProcess | undefined;
  using _watch = onSpawn(launch, (spawned) => {
    process = spawned;
    options.runFolder.own(spawned.pid, spawned.exited);
  });
  try {
    const browser = await launchWithin(host, type, options, { launch, gate });
    if (process === undefined) throw new Error("found no process of it, expected one");
    const { name, source } = options.found;
    const info = { name, version: browser.version(), source, headless: options.headless, sandbox: options.sandbox };
    process.exited.then(() => gate.proxy?.[Symbol.asyncDispose]());
    return launchedBrowser(host, browser, { info, process, allowedHosts: gate.allowedHosts });
  } catch (error) {
    await gate.proxy?.[Symbol.asyncDispose]();
    if (process !== undefined) killProcess(host, process.pid);
    throw error instanceof QaRigError ? error : launchFailure(options.found, error);
  }
}

async function launchWithin(
  host: Host,
  type: BrowserType,
  options: StartOptions,
  { launch, gate }: { readonly launch: string; readonly gate: Gate },
): Promise<Browser> {
  const { found, runFolder, secretNames, headless, slowMoMs, sandbox, timeoutMs = 30_000 } = options;
  const trusting = await trustingVariables(host, options);
  const own = { ...found.env, ...trusting, TMPDIR: runFolder.path, [LAUNCH_VARIABLE]: launch };
  const launching = type.launch({
    executablePath: found.executable,
    headless,
    slowMo: slowMoMs,
    ...(gate.proxy === null ? {} : { proxy: proxySettings(gate.proxy, options.network) }),
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

/** What makes a browser trust the certificates of the run. */
async function trustingVariables(host: Host, { network, runFolder }: StartOptions): Promise<Record<string, string>> {
  if (network.certificates === null) return {};
  if (host.system.os !== "linux") {
    throw new UsageError(
      "Cannot make the browser trust certificates: expected Linux, where it has a database for them",
      {
        hint: "leave out --ca for pages, and add the certificates to those that the system trusts",
      },
    );
  }
  return { HOME: await homeThatTrusts(host, network.certificates.der, runFolder.path) };
}

function proxySettings({ port }: LocalServer, { proxies, allowHosts }: Network) {
  const server = `http://127.0.0.1:${port}`;
  // Nothing between a page and this machine, where nothing has to be refused.
  if (allowHosts !== null || proxies.noProxy.proxiesLoopback) return { server };
  return { server, bypass: "localhost,*.localhost,127.0.0.0/8,[::1]" };
}

/** Beside Playwright's own, which keep updates, sync and start pages away: what else would call home. */
function launchFlags({ found, network }: StartOptions): string[] {
  if (engineOf(found) !== "chromium") return [];
  const quiet = ["--disable-domain-reliability", "--disable-client-side-phishing-detection", "--no-pings"];
  return network.allowHosts === null ? quiet : [...quiet, ...CLOSED];
}

/** What goes past a proxy finds no host (names that are looked up ahead, QUIC) and no way (WebRTC). */
const CLOSED = [
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
  "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
];
