import type { Browser } from "playwright";
import { BrokenRunError, UsageError } from "../errors.ts";
import type { Host } from "../host.ts";
import { maskUrl } from "../mask.ts";
import { maskText } from "../mask/mask_text.ts";
import { beforeDeadline } from "./before_deadline.ts";
import type { BrowserName } from "./found_browser.ts";
import { openGridSession } from "./grid_session.ts";
import type { Playwright } from "./playwright.ts";
import { connectedBrowser, type RunningBrowser } from "./running_browser.ts";

/** How to connect to a browser that somebody else started. */
export interface ConnectOptions {
  /** `ws://` a Playwright server, `http://` or `ws://…/devtools/…` a CDP endpoint, `grid+http://` a Selenium Grid; each also with `s`. */
  readonly url: string;
  readonly browser: BrowserName;
  readonly slowMoMs: number;
  /** 30 s where nothing is said. */
  readonly timeoutMs?: number;
}

const DEADLINE_MS = 30_000;

/** Connects to a browser and never ends it; throws `BrokenRunError`, and `UsageError` for a URL of another kind. */
export async function connectBrowser(
  host: Host,
  playwright: Playwright,
  options: ConnectOptions,
): Promise<RunningBrowser> {
  const { browser: name, timeoutMs = DEADLINE_MS } = options;
  const connecting = connect(host, playwright, options);
  // A connection that comes too late is nobody's.
  const drop = () => connecting.then(({ browser, leave }) => Promise.all([browser.close(), leave()])).catch(() => {});
  try {
    const { browser, leave } = await beforeDeadline(connecting, timeoutMs, () => {
      drop();
      return new Error(`found no answer after ${timeoutMs / 1_000} s, expected one`);
    });
    const info = { name, version: browser.version(), source: "connected", headless: true, sandbox: true };
    return connectedBrowser(browser, info, leave);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new BrokenRunError(`Cannot connect to "${maskUrl(options.url)}": ${maskText(reason(error))}`, {
      cause: error,
    });
  }
}

interface Connection {
  readonly browser: Browser;
  leave(): Promise<void>;
}

async function connect(host: Host, playwright: Playwright, options: ConnectOptions): Promise<Connection> {
  const { url, browser, slowMoMs: slowMo, timeoutMs = DEADLINE_MS } = options;
  // Our own deadline comes first; this one only ends what Playwright still does then.
  const settings = { slowMo, timeout: timeoutMs + 1_000 };
  const leave = () => Promise.resolve();
  const engine = browser === "firefox" || browser === "webkit" ? browser : "chromium";
  switch (url.split("://")[0]) {
    case "ws":
    case "wss":
      // The address that a browser itself prints; Playwright's server would answer in another protocol.
      if (URL.parse(url)?.pathname.startsWith("/devtools/")) {
        return { browser: await playwright.chromium.connectOverCDP(url, settings), leave };
      }
      return { browser: await playwright[engine].connect(url, settings), leave };
    case "http":
    case "https":
      return { browser: await playwright.chromium.connectOverCDP(url, settings), leave };
    case "grid+http":
    case "grid+https": {
      const session = await openGridSession(host, url.slice("grid+".length), browser);
      try {
        return {
          browser: await playwright.chromium.connectOverCDP(session.cdpUrl, settings),
          leave: session.end,
        };
      } catch (error) {
        await session.end();
        throw error;
      }
    }
    default:
      throw new UsageError(
        `Cannot connect to "${maskUrl(url)}": expected a URL that begins with ws://, http:// or grid+http://`,
      );
  }
}

function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n")[0] ?? "").replace(/^browserType\.\w+: /, "");
}
