import * as z from "zod";
import { defineAction } from "./define_action.ts";
import { goesWith, oneOf } from "./one_of.ts";
import { flag, oneOrList, text } from "./scalar.ts";

/** Grants permissions to pages, or takes all of them back. */
export const permissions = defineAction({
  name: "permissions",
  summary: "Grant permissions to pages, or take all of them back",
  group: "state",
  input: z.strictObject({
    grant: z.exactOptional(oneOrList(text()).describe("geolocation, notifications, camera, clipboard-read, …")),
    url: z.exactOptional(text().describe("only for pages of this origin; default all")),
    clear: z.exactOptional(flag().describe("true: take back all that was granted")),
  }).superRefine(oneOf(["grant", "clear"])).superRefine(goesWith("url", ["grant"])),
  short: "grant",
  deadline: "step",
  example: ["geolocation"],
  title: ({ grant }) => grant === undefined ? "clear permissions" : `grant permissions ${[grant].flat().join(", ")}`,
  async run({ grant, url: written, clear }, { page, url }) {
    const context = page.context();
    const origin = written === undefined ? {} : { origin: new URL(url(written)).origin };
    if (grant !== undefined) await context.grantPermissions([grant].flat(), origin);
    if (clear === true) await context.clearPermissions();
  },
});
