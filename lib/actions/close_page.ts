import * as z from "zod";
import { defineAction } from "./define_action.ts";
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
  async run({ page: name }, { pages }) {
    try {
      await pages.close(name);
    } catch (error) {
      throw pageError(error);
    }
  },
});
