import type { Browser } from "playwright";
import type { Host } from "../host.ts";
import type { AllowedHosts } from "../network/allowed_hosts.ts";
import { beforeDeadline } from "./before_deadline.ts";
import { killProcess } from "./kill_process.ts";
import type { SpawnedProcess } from "./spawned_process.ts";

/** The report's `browser`. */
export interface BrowserInfo {
  readonly name: string;
  readonly version: string;
  readonly source: string;
  readonly headless: boolean;
  readonly sandbox: boolean;
}

/** A browser that runs; disposing it closes it. */
export interface RunningBrowser extends AsyncDisposable {
  /** Playwright's own. */
  readonly browser: Browser;
  readonly info: BrowserInfo;
  /** Counts what was refused; `null` where every host is allowed. */
  readonly allowedHosts: AllowedHosts | null;
  /** Of the browser process that was started; `null` for a browser that we only connected to. */
  readonly pid: number | null;
  /** Resolves as soon as the browser is gone, whoever ended it. */
  readonly closed: Promise<void>;
  readonly isClosed: boolean;
  /** Ends the browser process at once; from a browser that we only connected to it just turns away. */
  kill(): void;
  /** Ends it and waits until it is gone; never rejects. Contexts are closed before, so that their files are whole. */
  close(): Promise<void>;
}

/** How long a browser has to close, and then to be gone. */
const CLOSE_MS = 1_000;

/** What is known of a browser that we started. */
export interface LaunchedParts {
  readonly info: BrowserInfo;
  readonly process: SpawnedProcess;
  readonly allowedHosts: AllowedHosts | null;
}

/** A browser that we started and therefore end. */
export function launchedBrowser(
  host: Host,
  browser: Browser,
  { info, process, allowedHosts }: LaunchedParts,
): RunningBrowser {
  let gone = false;
  process.exited.then(() => gone = true);
  const kill = () => {
    if (!gone) killProcess(host, process.pid);
  };
  const close = async () => {
    // Its profile goes with the run's folder and its contexts are closed, so there is nothing that it could still save.
    // On Windows its helpers are in no group that a kill would reach.
    if (host.system.os === "windows") await within(browser.close(), kill);
    else kill();
    await within(process.exited, kill);
    await within(process.exited, () => {});
  };
  const closed = Promise.race([process.exited, disconnected(browser)]);
  return describe(browser, { info, allowedHosts, pid: process.pid, closed, kill, close });
}

/** A browser that somebody else started; `leave` ends what we began there. */
export function connectedBrowser(browser: Browser, info: BrowserInfo, leave: () => Promise<void>): RunningBrowser {
  const closed = disconnected(browser);
  const close = async () => {
    await within(browser.close(), () => {});
    await within(leave(), () => {});
  };
  return describe(browser, { info, allowedHosts: null, pid: null, closed, kill: () => void close(), close });
}

function describe(
  browser: Browser,
  parts: Pick<RunningBrowser, "info" | "allowedHosts" | "pid" | "closed" | "kill" | "close">,
): RunningBrowser {
  let isClosed = false;
  parts.closed.then(() => isClosed = true);
  return {
    browser,
    ...parts,
    get isClosed() {
      return isClosed;
    },
    [Symbol.asyncDispose]: parts.close,
  };
}

function disconnected(browser: Browser): Promise<void> {
  return new Promise((resolve) => browser.once("disconnected", () => resolve()));
}

async function within(work: Promise<unknown>, late: () => void): Promise<void> {
  try {
    await beforeDeadline(work, CLOSE_MS, () => new Error("too late"));
  } catch {
    late();
  }
}
