import type { Page } from "playwright";
import * as z from "zod";
import type { Pages } from "./action_context.ts";
import { defineAction } from "./define_action.ts";
import { pageError } from "./page_error.ts";
import { navigate } from "./refused_host.ts";
import { text } from "./scalar.ts";
import { waitUntilKey } from "./wait_until.ts";

/** Opens a page (a tab), gives it a name and makes it the current one. */
export const open_page = defineAction({
  name: "open_page",
  summary: "Open a page of a name, which becomes the current one",
  group: "pages",
  input: z.strictObject({
    page: text().describe("a name for the page"),
    url: z.exactOptional(text().describe("what to open in it, as in goto; empty where nothing is said")),
    ...waitUntilKey,
  }),
  short: "page",
  urls: ({ url }) => url === undefined ? [] : [url],
  deadline: "navigation",
  example: { page: "cart", url: "/cart" },
  title: ({ page, url }) => `open page "${page}"${url === undefined ? "" : ` at ${url}`}`,
  async run({ page: name, url, wait_until }, { pages, url: resolve, limits, hosts, events }) {
    const target = url === undefined ? null : resolve(url);
    const page = await openPage(name, pages);
    if (target === null) return;
    const go = () => page.goto(target, { waitUntil: wait_until ?? "load", ...limits() });
    const response = await navigate(`open ${target}`, go, { page, hosts, events });
    return { status: response?.status() ?? null };
  },
});

async function openPage(name: string, pages: Pages): Promise<Page> {
  try {
    return await pages.open(name);
  } catch (error) {
    throw pageError(error);
  }
}
