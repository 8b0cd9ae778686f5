import type { Locator } from "playwright";
import * as z from "zod";
import { defineAction } from "./define_action.ts";
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
    const { page, files, screenshotMasks } = context;
    await using _hidden = await hide(screenshotMasks());
    const bytes = await page.pdf({ format, landscape, printBackground: background });
    return { path: await files.keep(name.endsWith(".pdf") ? name : `${name}.pdf`, bytes, "pdf") };
  },
});

/** Hides elements until the result is disposed of. */
async function hide(elements: readonly Locator[]): Promise<AsyncDisposable> {
  await setAll(elements, "hidden");
  return { [Symbol.asyncDispose]: () => setAll(elements, "") };
}

async function setAll(elements: readonly Locator[], visibility: "hidden" | ""): Promise<void> {
  for (const element of elements) await element.evaluateAll(setVisibility, visibility);
}

interface Styled {
  readonly style: { setProperty(name: string, value: string, priority: "important"): void };
}

/** Runs in the page. */
function setVisibility(elements: readonly Styled[], visibility: string): void {
  for (const { style } of elements) style.setProperty("visibility", visibility, "important");
}
