import type { Page } from "playwright";
import * as z from "zod";
import type { ActionContext, Pages } from "./action_context.ts";
import { defineAction } from "./define_action.ts";
import { pageError } from "./page_error.ts";
import { poll } from "./poll.ts";
import { text } from "./scalar.ts";

/** Makes another page the current one; waits for one that is about to open. */
export const switch_page = defineAction({
  name: "switch_page",
  summary: "Make another page the current one, by its name, title or URL",
  group: "pages",
  input: z.strictObject({
    page: text().describe("a name from open_page or triggers, main for the first, else a title or a part of a URL"),
  }),
  short: "page",
  deadline: "step",
  example: "main",
  exampleAfter: [{ open_page: "cart" }],
  title: ({ page }) => `switch to page "${page}"`,
  async run({ page: wanted }, { pages, limits }) {
    const page = await findPage(wanted, pages, limits());
    await page.bringToFront();
  },
});

/** A page that a click has just opened may not be there yet, or may not have its title. */
async function findPage(wanted: string, pages: Pages, limits: ReturnType<ActionContext["limits"]>): Promise<Page> {
  const seen = await poll(() => look(wanted, pages), (found) => !(found instanceof Error), limits);
  if (!(seen instanceof Error)) return seen;
  throw pageError(seen);
}

async function look(wanted: string, pages: Pages): Promise<Page | Error> {
  const titled = pages.list().some(({ name }) => name === wanted) ? null : await titledPage(wanted, pages);
  try {
    if (titled === null) return pages.switchTo(wanted);
    if (titled.name !== null) return pages.switchTo(titled.name);
    pages.adopt(wanted, titled.page);
    return titled.page;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The page with a title; `null` when none has it. One that does not answer keeps nobody waiting if another has it. */
async function titledPage(title: string, pages: Pages): Promise<ReturnType<Pages["list"]>[number] | null> {
  const asked = pages.list().map(async (entry) => {
    if (await entry.page.title() !== title) throw new Error("another title");
    return entry;
  });
  return await Promise.any(asked).catch(() => null);
}
