import type { Download, Page } from "playwright";

/** Calls `seen` for downloads of a page, of every other one of its context, and of those that open from now on. */
export function watchDownloads(page: Page, seen: (download: Download) => void): () => void {
  const context = page.context();
  const watched = context.pages();
  const watch = (opened: Page) => {
    watched.push(opened);
    opened.on("download", seen);
  };
  for (const open of watched) open.on("download", seen);
  context.on("page", watch);
  return () => {
    context.off("page", watch);
    for (const open of watched) open.off("download", seen);
  };
}
