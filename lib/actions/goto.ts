import * as z from "zod";
import { defineAction } from "./define_action.ts";
import { navigate } from "./refused_host.ts";
import { text } from "./scalar.ts";
import { waitUntilKey } from "./wait_until.ts";

/** Opens a URL or a path below `base_url`. */
export const goto = defineAction({
  name: "goto",
  summary: "Open a URL, or a path below `base_url`",
  group: "page",
  input: z.strictObject({
    url: text().describe("an http, https, about:blank or data: URL, or a path"),
    ...waitUntilKey,
  }),
  short: "url",
  urls: ({ url }) => [url],
  deadline: "navigation",
  example: "/",
  title: ({ url }) => `goto ${url}`,
  async run({ url, wait_until }, { page, url: resolve, limits, hosts, events }) {
    const go = () => page.goto(resolve(url), { waitUntil: wait_until ?? "load", ...limits() });
    const response = await navigate(`goto ${url}`, go, { page, hosts, events });
    return { status: response?.status() ?? null };
  },
});
