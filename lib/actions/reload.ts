import * as z from "zod";
import { defineAction } from "./define_action.ts";
import { navigate } from "./refused_host.ts";
import { waitUntilKey } from "./wait_until.ts";

/** Loads the current page again. */
export const reload = defineAction({
  name: "reload",
  summary: "Load the current page again",
  group: "page",
  input: z.strictObject(waitUntilKey),
  deadline: "navigation",
  example: {},
  title: () => "reload",
  async run({ wait_until }, { page, limits, hosts, events }) {
    const load = () => page.reload({ waitUntil: wait_until ?? "load", ...limits() });
    const response = await navigate("reload", load, { page, hosts, events });
    return { status: response?.status() ?? null };
  },
});
