import * as z from "zod";
import { defineAction } from "./define_action.ts";
import { leavePage } from "./leave_page.ts";
import { pageError } from "./page_error.ts";
import { text } from "./scalar.ts";

/** Closes a page, the current one where no name is said. */
export const close_page = defineAction({
  name: "close_page",
  summary: "Close a page, the current one where no name is said",
  group: "pages",
  input: z.strictObject({ page: z.exactOptional(text().describe("name of the page")) }),
  short: "page",
  deadline: "step",
  example: "cart",
  exampleAfter: [{ open_page: "cart" }],
  title: ({ page }) => page === undefined ? "close page" : `close page "${page}"`,
  async run({ page: name }, { pages, events }) {
    const what = name === undefined ? "close page" : `close page "${name}"`;
    try {
      await leavePage(what, () => pages.close(name), { page: null, events });
    } catch (error) {
      throw pageError(error);
    }
  },
});
