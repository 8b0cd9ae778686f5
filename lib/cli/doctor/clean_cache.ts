import { cacheFolder } from "../../browser/cache_folder.ts";
import { pruneBrowsers } from "../../browser/prune_browsers.ts";
import { sweepRunFolders } from "../../browser/sweep_run_folders.ts";
import { SessionStore } from "../../run/session_store.ts";
import type { Checkup } from "./checkup.ts";
import { type Finding, ok } from "./finding.ts";

/** Removes unpacked browsers of other versions, stored sessions and what killed runs have left. */
export async function cleanCache({ host, settled }: Checkup): Promise<readonly Finding[]> {
  const cache = cacheFolder(host, settled.options.cacheDir);
  const browsers = cache === null ? [] : await pruneBrowsers(host, cache);
  const sessions = await new SessionStore(host, settled.options.cacheDir).clear();
  const swept = await sweepRunFolders(host);
  const removed = [
    ...browsers,
    ...sessions.map((login) => `the stored session of "${login}"`),
    ...swept.folders === 0 ? [] : [`${swept.folders} folders of runs that were killed`],
    ...swept.browsers === 0 ? [] : [`${swept.browsers} browsers that they had left`],
  ];
  return [ok("clean", removed.length === 0 ? "there was nothing to remove" : `removed ${removed.join(", ")}`)];
}
