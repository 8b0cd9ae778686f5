import * as z from "zod";
import { defineAction } from "./define_action.ts";
import { fontsLoaded, WITHOUT_FONTS } from "./fonts.ts";
import { hideElements } from "./hide_elements.ts";
import { choice, flag, text } from "./scalar.ts";

/** Keeps the page as a PDF file, as it would be printed; fields that hold secrets are left out. */
export const pdf = defineAction({
  name: "pdf",
  summary: "Keep the page as a PDF file (Chromium without a window only)",
  group: "page",
  input: z.strictObject({
    file_name: z.exactOptional(text().describe("name of the artifact; .pdf is added")),
    format: z.exactOptional(choice("A3", "A4", "A5", "Letter", "Legal").describe("paper; default A4")),
    landscape: z.exactOptional(flag().describe("default false")),
    background: z.exactOptional(flag().describe("with background colours and pictures; default false")),
  }),
  short: "file_name",
  deadline: "step",
  example: "start",
  title: ({ file_name }) => file_name === undefined ? "print pdf" : `print pdf ${file_name}`,
  async run({ file_name: name = "page", format = "A4", landscape = false, background = false }, context) {
    const { page, files, limits } = context;
    await using _hidden = await hideElements(context.secretElements());
    // Chromium waits for what is still loading by itself, two seconds at most: both wait side by side.
    const printed = page.pdf({ format, landscape, printBackground: background });
    const [bytes, hasFonts] = await Promise.all([printed, fontsLoaded(page, limits)]);
    if (!hasFonts) context.degrade(`Cannot print pdf with all fonts: ${WITHOUT_FONTS}`);
    return { path: await files.keep(name.endsWith(".pdf") ? name : `${name}.pdf`, bytes, "pdf") };
  },
});
