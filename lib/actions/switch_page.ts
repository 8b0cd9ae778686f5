import type { Page } from "playwright";
import { z } from "zod";
import type { ActionContext, Pages } from "./action_context.ts";
import { defineAction } from "./define_action.ts";
import { poll } from "./poll.ts";
import { text } from "./scalar.ts";

/** Makes another page the current one; waits for one that is about to open. */
export const switch_page = defineAction({
  name: "switch_page",
  summary: "Make another page the current one, by its name, title or URL",
  group: "pages",
  input: z.strictObject({
    page: text().describe("a name from open_page or triggers, main for the first, else a title or URL that fits"),
  }),
  short: "page",
  deadline: "step",
  example: "main",
  exampleAfter: [{ open_page: "cart" }],
  title: ({ page }) => `switch to page "${page}"`,
  async run({ page: name }, context) {
    const page = await findPage(name, context);
    await page.bringToFront();
  },
});

/** A page that a click has just opened may not be there yet, or may not have its title. */
async function findPage(name: string, { pages, limits }: ActionContext): Promise<Page> {
  const seen = await poll(
    () => Promise.resolve(tryPage(name, pages)),
    (page) => !(page instanceof Error),
    limits(),
  );
  if (seen instanceof Error) throw seen;
  return seen;
}

function tryPage(name: string, pages: Pages): Page | Error {
  try {
    return pages.switchTo(name);
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}
