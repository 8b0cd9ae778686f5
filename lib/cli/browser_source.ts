import { checkFfmpeg } from "../browser/check_ffmpeg.ts";
import { checkOpenFiles } from "../browser/check_open_files.ts";
import { connectBrowser } from "../browser/connect_browser.ts";
import { embeddedArchives } from "../browser/embedded_archives.ts";
import { findBrowser } from "../browser/find_browser.ts";
import type { FoundBrowser } from "../browser/found_browser.ts";
import { launchBrowser } from "../browser/launch_browser.ts";
import { loadPlaywright, type Playwright } from "../browser/playwright.ts";
import type { RunFolder } from "../browser/run_folder.ts";
import type { Host } from "../host.ts";
import type { BrowserSource } from "../run/worker.ts";
import type { BrowserChoice } from "./browser_choice.ts";
import { BUILD } from "./build.ts";

/** What a browser of this run gets beside the options. */
export interface BrowserSurroundings {
  readonly runFolder: RunFolder;
  /** Environment variables that hold secrets; the browser does not get them. */
  readonly secretNames: readonly string[];
}

/** Starts browsers as the options say; Playwright is loaded, and the executable looked for, once and when needed. */
export function browserSource(
  host: Host,
  { connect, find, launch, needsFfmpeg }: BrowserChoice,
  surroundings: BrowserSurroundings,
): BrowserSource {
  let loading: Promise<Playwright> | undefined;
  let finding: Promise<FoundBrowser> | undefined;
  const playwright = () => loading ??= loadPlaywright(host);
  const embedded = BUILD.chromium !== null ? embeddedArchives(host) : null;
  const executable = () =>
    finding ??= findBrowser(host, { ...find, temporaryFolder: surroundings.runFolder.path, embedded, notify });
  const notify = (message: string) => host.stderr.write(`${message}\n`);
  return {
    playwright,
    async prepare() {
      playwright().catch(() => {});
      if (needsFfmpeg) await checkFfmpeg(host);
      if (connect === null) await Promise.all([checkOpenFiles(host), executable()]);
    },
    async start() {
      if (connect !== null) return await connectBrowser(host, await playwright(), connect);
      const [loaded, found] = await Promise.all([playwright(), executable()]);
      return await launchBrowser(host, loaded, found, { ...launch, ...surroundings });
    },
  };
}
