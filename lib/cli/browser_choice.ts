import { resolve } from "node:path";
import type { ConnectOptions } from "../browser/connect_browser.ts";
import type { FindOptions } from "../browser/find_browser.ts";
import type { LaunchOptions } from "../browser/launch_browser.ts";
import { UsageError } from "../errors.ts";
import type { Host } from "../host.ts";
import type { Network } from "../network/network.ts";
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
export function browserChoice(options: Options, network: Network, host: Host): BrowserChoice {
  if (options.connect !== null && network.allowHosts !== null) {
    throw new UsageError(
      "Cannot limit the hosts of a browser that --connect names: expected one that this run starts",
      {
        hint: "leave out --allow-hosts, or --connect",
      },
    );
  }
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
      network,
    },
    needsFfmpeg: options.video !== "off" && !/^wss?:/i.test(options.connect ?? ""),
  };
}
