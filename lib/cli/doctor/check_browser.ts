import { connectBrowser } from "../../browser/connect_browser.ts";
import { embeddedArchives } from "../../browser/embedded_archives.ts";
import { findBrowser } from "../../browser/find_browser.ts";
import type { FoundBrowser } from "../../browser/found_browser.ts";
import { launchBrowser } from "../../browser/launch_browser.ts";
import { loadPlaywright } from "../../browser/playwright.ts";
import type { BrowserInfo } from "../../browser/running_browser.ts";
import { formatDuration } from "../../duration.ts";
import { isLoopback } from "../../network/no_proxy.ts";
import { type BrowserChoice, browserChoice } from "../browser_choice.ts";
import { BUILD } from "../build.ts";
import type { Checkup } from "./checkup.ts";
import { type Finding, ok, problem, problemOf } from "./finding.ts";
import { sandboxFinding } from "./sandbox_finding.ts";

/** What is known of the browser; `found` is `null` for none, and for one that runs elsewhere. */
export interface BrowserFindings {
  readonly findings: readonly Finding[];
  readonly found: FoundBrowser | null;
  readonly started: boolean;
}

/** Where the browser comes from, and whether it really starts. */
export async function checkBrowser(checkup: Checkup): Promise<BrowserFindings> {
  const { host, settled, network } = checkup;
  const choice = browserChoice(settled.options, network, host);
  if (choice.connect !== null) return await checkConnection(checkup, choice.connect);
  let found: FoundBrowser;
  try {
    found = await findBrowser(host, {
      ...choice.find,
      temporaryFolder: checkup.runFolder.path,
      embedded: BUILD.chromium === null ? null : embeddedArchives(host),
      notify: (message) => host.stderr.write(`${message}\n`),
    });
  } catch (error) {
    return { findings: [problemOf("browser", error)], found: null, started: false };
  }
  const source = ok("browser", `${SOURCES[found.source] ?? found.source}: ${found.executable}`);
  const launched = await checkLaunch(checkup, choice, found);
  return { findings: [source, ...launched.findings], found, started: launched.started };
}

const SOURCES: { readonly [source: string]: string } = {
  option: "the one that --browser-path names",
  embedded: "the one inside this executable",
  system: "the system's",
  playwright: "Playwright's build",
  package: "the npm package @sparticuz/chromium",
};

async function checkLaunch({ host, runFolder }: Checkup, { launch }: BrowserChoice, found: FoundBrowser) {
  const playwright = await loadPlaywright(host);
  const startMs = host.monotonicMs();
  try {
    await using browser = await launchBrowser(host, playwright, found, { ...launch, runFolder, secretNames: [] });
    const { info } = browser;
    const took = formatDuration(host.monotonicMs() - startMs);
    return {
      findings: [launchFinding(info, took), ...await sandboxFinding(host, info)],
      started: true,
    };
  } catch (error) {
    return { findings: [problemOf("launch", error)], started: false };
  }
}

async function checkConnection(
  { host, settled }: Checkup,
  connect: NonNullable<BrowserChoice["connect"]>,
): Promise<BrowserFindings> {
  const none = { found: null, started: false };
  const { hostname } = new URL(connect.url.replace(/^grid\+/, ""));
  if (settled.options.offline && !isLoopback(hostname)) {
    const text = `--connect leads to ${hostname}, which needs the network`;
    return { ...none, findings: [problem("browser", text, "leave out --connect")] };
  }
  const startMs = host.monotonicMs();
  try {
    await using browser = await connectBrowser(host, await loadPlaywright(host), connect);
    const took = formatDuration(host.monotonicMs() - startMs);
    return {
      found: null,
      started: true,
      findings: [ok("browser", `a running one at ${hostname}`), launchFinding(browser.info, took)],
    };
  } catch (error) {
    return { ...none, findings: [problemOf("browser", error)] };
  }
}

function launchFinding({ name, version }: BrowserInfo, took: string): Finding {
  return ok("launch", `${name} ${version} after ${took}`);
}
