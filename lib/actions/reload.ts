import * as z from "zod";
import { defineAction } from "./define_action.ts";
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
  async run({ wait_until }, { page, limits }) {
    const response = await page.reload({ waitUntil: wait_until ?? "load", ...limits() });
    return { status: response?.status() ?? null };
  },
});
