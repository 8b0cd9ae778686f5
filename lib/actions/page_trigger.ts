import type { Download, Page } from "playwright";
import * as z from "zod";
import type { ActionContext } from "./action_context.ts";
import { ActionError } from "./action_error.ts";
import { text } from "./scalar.ts";
import { scalarOrMap } from "./scalar_or_map.ts";
import { type ArmedTrigger, awaited } from "./trigger.ts";
import { waitUntilKey } from "./wait_until.ts";
import { watchDownloads } from "./watch_downloads.ts";

/** A name for a new window, or what else is to be said of it. */
export type PageInput = string | z.infer<typeof CONDITIONS>;

const CONDITIONS = z.strictObject({
  as: text().describe("a name for the new window"),
  ...waitUntilKey,
});

/** A new window that is waited for. */
export function pageInput(): z.ZodType<PageInput> {
  return scalarOrMap(text(), CONDITIONS);
}

/** What a window is in the end. */
type Outcome = "loaded" | "closed" | Download;

/**
 * Watches for a new window, which gets a name and becomes the current page. A window that turns into a download, as one
 * that opens a PDF may, is none; where the step waits for a download as well (`takesDownload`), it is what was meant.
 */
export function armPage(input: PageInput, context: ActionContext, takesDownload: boolean): ArmedTrigger {
  const { as: name, wait_until = "load" } = typeof input === "string" ? { as: input } : input;
  const browserContext = context.page.context();
  const opened = Promise.withResolvers<Page>();
  const downloaded = Promise.withResolvers<Download>();
  browserContext.on("page", opened.resolve);
  const stopWatching = watchDownloads(context.page, downloaded.resolve);
  return {
    async settle() {
      const page = await awaited(opened.promise, context, { wanted: `a new window "${name}"` });
      const outcome = await awaited(outcomeOf(page, downloaded.promise, wait_until, context), context, {
        wanted: `the new window "${name}" to load`,
        none: "it still loading",
        hint: `do not wait for all of it: triggers: {page: {as: ${name}, wait_until: commit}}`,
      });
      if (outcome === "closed") throw notThere(name, "it closed again");
      if (outcome === "loaded") {
        context.pages.adopt(name, page);
        return { name, url: page.url() };
      }
      // What is left is an empty window.
      await page.close();
      const fileName = outcome.suggestedFilename();
      if (takesDownload) return { name, url: outcome.url(), became: "download" };
      const hint = `take the file: triggers: {download: "${fileName}"}`;
      throw notThere(name, `that it turned into a download, "${fileName}"`, hint);
    },
    dispose() {
      browserContext.off("page", opened.resolve);
      stopWatching();
    },
  };
}

async function outcomeOf(
  page: Page,
  downloaded: Promise<Download>,
  waitUntil: NonNullable<z.infer<typeof CONDITIONS>["wait_until"]>,
  { signal }: ActionContext,
): Promise<Outcome> {
  const isEmpty = () => page.url() === "" || page.url() === "about:blank";
  const download = downloaded.then((download) => isEmpty() ? download : new Promise<never>(() => {}));
  const reached = async (state: "load" | "domcontentloaded" | "networkidle"): Promise<Outcome> => {
    try {
      await page.waitForLoadState(state, { timeout: 0, signal });
      return "loaded";
    } catch (error) {
      // The window may be gone before anybody could wait for its end.
      if (page.isClosed()) return "closed";
      throw error;
    }
  };
  // Both events of a window that turns into a download come together: the window itself is as good as any empty one.
  const outcome = isEmpty() ? await Promise.race([download, reached("load")]) : "loaded";
  if (outcome !== "loaded" || waitUntil === "commit") return outcome;
  return await Promise.race([download, reached(waitUntil)]);
}

function notThere(name: string, actual: string, hint?: string): ActionError {
  const expected = `the new window "${name}" to load`;
  return new ActionError("page", `Expected ${expected}: found ${actual}`, {
    expected,
    actual,
    ...(hint === undefined ? {} : { hint }),
  });
}
