import * as z from "zod";
import { defineAction } from "./define_action.ts";
import { flag } from "./scalar.ts";

/** Cuts pages off from the network, or connects them again. */
export const offline = defineAction({
  name: "offline",
  summary: "Cut pages off from the network, or connect them again",
  group: "state",
  input: z.strictObject({ enabled: z.exactOptional(flag().describe("default true; false connects again")) }),
  short: "enabled",
  deadline: "step",
  example: true,
  title: ({ enabled = true }) => {
    if (enabled === true) return "go offline";
    return enabled === false ? "go online" : `set offline to ${enabled}`;
  },
  async run({ enabled = true }, { page }) {
    await page.context().setOffline(enabled);
  },
});
