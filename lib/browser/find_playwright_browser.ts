import { BrokenRunError } from "../errors.ts";
import type { Host } from "../host.ts";
import type { FoundBrowser } from "./found_browser.ts";
import { loadPlaywright, PLAYWRIGHT_VERSION } from "./playwright.ts";

/** Firefox or WebKit, which Playwright drives only as its own builds of one exact revision; throws `BrokenRunError`. */
export async function findPlaywrightBrowser(host: Host, name: "firefox" | "webkit"): Promise<FoundBrowser> {
  const playwright = await loadPlaywright(host);
  const executable = playwright[name].executablePath();
  const info = executable === "" ? null : await host.files.info(executable);
  if (info?.isFile) return { name, executable, source: "playwright", env: {}, headlessOnly: false };
  throw new BrokenRunError(
    `Cannot find browser "${name}": found no file "${executable}", expected Playwright's build`,
    {
      hint: `get it with: npx playwright@${PLAYWRIGHT_VERSION} install ${name}`,
    },
  );
}
