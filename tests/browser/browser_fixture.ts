import { findBrowser } from "../../lib/browser/find_browser.ts";
import { launchBrowser, type LaunchOptions } from "../../lib/browser/launch_browser.ts";
import type { Notice } from "../../lib/browser/notice.ts";
import { openSession, type SessionOptions } from "../../lib/browser/open_session.ts";
import { loadPlaywright, type Playwright } from "../../lib/browser/playwright.ts";
import { openRunFolder, type RunFolder } from "../../lib/browser/run_folder.ts";
import type { RunningBrowser } from "../../lib/browser/running_browser.ts";
import type { Session } from "../../lib/browser/session.ts";
import type { SessionSettings } from "../../lib/browser/session_settings.ts";
import { OPEN_NETWORK } from "../../lib/network/network.ts";
import { realHost } from "../../lib/host.ts";

/** A browser of one test. */
export interface BrowserFixture extends AsyncDisposable {
  readonly playwright: Playwright;
  readonly runFolder: RunFolder;
  readonly running: RunningBrowser;
  /** Opens a session and keeps its notices. */
  open(
    settings?: SessionSettings,
    options?: Partial<SessionOptions>,
  ): Promise<Session & { readonly notices: readonly Notice[] }>;
}

/** Launches the browser of this machine as a run does. */
export async function startBrowser(options: Partial<LaunchOptions> = {}): Promise<BrowserFixture> {
  const host = realHost();
  await using stack = new AsyncDisposableStack();
  const runFolder = stack.use(await openRunFolder(host));
  const [playwright, found] = await Promise.all([loadPlaywright(host), findForTest(runFolder.path)]);
  const launch = { ...launchDefaults(runFolder), ...options };
  const running = stack.use(await launchBrowser(host, playwright, found, launch));
  const owned = stack.move();
  return {
    playwright,
    runFolder,
    running,
    async open(settings = {}, more = {}) {
      const notices: Notice[] = [];
      const notice = (given: Notice) => void notices.push(given);
      const { devices } = playwright;
      const session = await openSession(running, settings, { devices, notice, video: false, ...more });
      return Object.defineProperty(session, "notices", { value: notices }) as Session & { readonly notices: Notice[] };
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** The browser that tests run with. */
export function findForTest(temporaryFolder: string) {
  return findBrowser(realHost(), {
    browser: "chromium",
    browserPath: null,
    headless: true,
    offline: false,
    cacheFolder: null,
    temporaryFolder,
    embedded: null,
    notify: () => {},
  });
}

/** What a launch is given where a test does not care. */
export function launchDefaults(runFolder: RunFolder): LaunchOptions {
  return { runFolder, headless: true, slowMoMs: 0, network: OPEN_NETWORK, secretNames: [] };
}

/** A server of one test; HTML by path, or an answer of its own. */
export async function serve(
  pages: Readonly<Record<string, string | ((request: Request) => Response | Promise<Response>)>>,
): Promise<{ readonly url: string } & AsyncDisposable> {
  const server = realHost().serve((request) => {
    const page = pages[new URL(request.url).pathname] ?? "";
    if (typeof page !== "string") return page(request);
    return new Response(`<!doctype html><title>Page</title>${page}`, { headers: { "content-type": "text/html" } });
  }, 0);
  return await Promise.resolve(server);
}

/** Waits until a condition holds; throws after five seconds. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 5_000;
  while (!await condition()) {
    if (Date.now() > end) throw new Error(`${what} did not become true within 5 s`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A test with a browser: sockets and timers of Playwright outlive what a test can see. */
export function browserTest(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });
}
