import * as z from "zod";
import { defineAction } from "./define_action.ts";
import { fontsLoaded, WITHOUT_FONTS } from "./fonts.ts";
import { describeLocator, hasLocator, located, locatorOf } from "./locator.ts";
import { flag, text } from "./scalar.ts";

/** Keeps a PNG picture of the page or of one element; fields that hold secrets are covered. */
export const screenshot = defineAction({
  name: "screenshot",
  summary: "Keep a picture of the page or of one element",
  group: "page",
  input: located({
    file_name: z.exactOptional(text().describe("name of the artifact; .png is added")),
    full_page: z.exactOptional(flag().describe("the whole page, not only what is in view")),
  }, { optional: true }).refine((input) => !("full_page" in input && hasLocator(input)), {
    path: ["full_page"],
    error: "goes only without a locator",
  }),
  short: "file_name",
  deadline: "step",
  example: "start",
  title: (input) => ["take screenshot", ...titleParts(input)].join(" "),
  async run(input, { page, find, limits, files, secretElements, degrade }) {
    const element = hasLocator(input) ? find(locatorOf(input)) : null;
    const hasFonts = await fontsLoaded(element ?? page, limits);
    const options = { mask: [...secretElements()], ...limits() };
    const bytes = element === null
      ? await page.screenshot({ fullPage: input.full_page ?? false, ...options })
      : await element.screenshot(options);
    if (!hasFonts) degrade(`Cannot take screenshot with all fonts: ${WITHOUT_FONTS}`);
    const { file_name: name = "screenshot" } = input;
    return { path: await files.keep(name.endsWith(".png") ? name : `${name}.png`, bytes, "screenshot") };
  },
});

function titleParts(input: Parameters<typeof hasLocator>[0] & { readonly file_name?: string }): readonly string[] {
  const name = input.file_name === undefined ? [] : [String(input.file_name)];
  return hasLocator(input) ? [...name, "of", describeLocator(input)] : name;
}
