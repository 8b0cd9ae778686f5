import { resolve } from "node:path";
import type { ConnectOptions } from "../browser/connect_browser.ts";
import type { FindOptions } from "../browser/find_browser.ts";
import type { LaunchOptions, ProxySettings } from "../browser/launch_browser.ts";
import { UsageError } from "../errors.ts";
import type { Host } from "../host.ts";
import type { Options } from "./options.ts";

/** What the options say about the browser. */
export interface BrowserChoice {
  /** A browser that runs already; `null` finds and launches one. */
  readonly connect: ConnectOptions | null;
  readonly find: Omit<FindOptions, "embedded" | "notify" | "temporaryFolder">;
  readonly launch: Omit<LaunchOptions, "runFolder" | "secretNames">;
  /** Whether videos are recorded on this machine: only a Playwright server records them on its own. */
  readonly needsFfmpeg: boolean;
}

/** Reads the options of section "Browser"; throws `UsageError`. */
export function browserChoice(options: Options, host: Host): BrowserChoice {
  const slowMoMs = options.slowMo ?? 0;
  const headless = !options.headed;
  const absolute = (path: string | null) => path === null ? null : resolve(host.cwd, path);
  return {
    connect: options.connect === null ? null : { url: options.connect, browser: options.browser, slowMoMs },
    find: {
      browser: options.browser,
      browserPath: absolute(options.browserPath),
      headless,
      offline: options.offline,
      cacheFolder: absolute(options.cacheDir),
    },
    launch: {
      headless,
      slowMoMs,
      proxy: options.proxy === null ? null : proxySettings(options.proxy, host),
      allowHosts: options.allowHosts.length === 0 ? null : options.allowHosts,
    },
    needsFfmpeg: options.video !== "off" && !/^wss?:/i.test(options.connect ?? ""),
  };
}

/** The proxy of a URL that may hold credentials; hosts in `NO_PROXY` are reached directly. */
function proxySettings(text: string, { env }: Host): ProxySettings {
  if (!URL.canParse(text)) {
    throw new UsageError(`Cannot read option "--proxy": found no URL that can be parsed`);
  }
  const { protocol, host, username, password } = new URL(text);
  const bypass = env.get("NO_PROXY") ?? env.get("no_proxy");
  return {
    server: `${protocol}//${host}`,
    ...bypass === undefined ? {} : { bypass },
    ...username === "" ? {} : { username: decodeURIComponent(username), password: decodeURIComponent(password) },
  };
}
