import type { BrowserContext } from "playwright";
import type { Notify } from "./notice.ts";

/** Downloads of a session at most: each is a file in the run's folder until the session ends. */
export const MOST_DOWNLOADS = 50;

/** Cancels downloads beyond the bound. */
export function boundDownloads(context: BrowserContext, notify: Notify): void {
  let count = 0;
  context.on("download", (download) => {
    if (++count <= MOST_DOWNLOADS) return;
    notify({ type: "download", message: `Pages began more than ${MOST_DOWNLOADS} downloads: the rest is cancelled` });
    download.cancel().catch(() => {});
  });
}
