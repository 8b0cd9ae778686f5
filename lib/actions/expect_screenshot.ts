import * as z from "zod";
import type { ActionContext } from "./action_context.ts";
import { ActionError, type ActionErrorDetails } from "./action_error.ts";
import { type Baseline, baselineName, findBaseline } from "./baseline.ts";
import type { Comparison } from "./compare_pictures.ts";
import { defineAction, type StepData } from "./define_action.ts";
import { fontsLoaded, WITHOUT_FONTS } from "./fonts.ts";
import { describeLocator, hasLocator, located, LOCATOR, locatorOf } from "./locator.ts";
import { type PictureSize, writePng } from "./png.ts";
import { flag, integer, scalar } from "./scalar.ts";
import { fits, type Look, lookUntilAlike, mostDifferent, type ScreenshotCheck } from "./screenshot_check.ts";

/** Compares a picture of the page or of one element with the one beside the flow file. */
export const expect_screenshot = defineAction<ScreenshotCheck>({
  name: "expect_screenshot",
  summary: "Compare a picture of the page or of one element with the one kept beside the flow file",
  group: "checks",
  input: located({
    file_name: baselineName().describe("name of the kept picture; browser, system and .png are added"),
    full_page: z.exactOptional(flag().describe("the whole page, not only what is in view")),
    mask: z.exactOptional(z.array(LOCATOR).describe("elements to cover, such as a date")),
    threshold: z.exactOptional(share().describe("how far the colours of a pixel may be apart, 0 to 1; default 0.2")),
    max_diff_pixels: z.exactOptional(integer(0, 1e9).describe("how many pixels may differ; default 0")),
    max_diff_ratio: z.exactOptional(share().describe("which share of the pixels may differ, 0 to 1")),
  }, { optional: true }).refine((input) => !("full_page" in input && hasLocator(input)), {
    path: ["full_page"],
    error: "goes only without a locator",
  }),
  short: "file_name",
  deadline: "check",
  example: { file_name: "front", mask: [{ role: "status" }], max_diff_ratio: 0.01 },
  title: (input) => `expect screenshot "${input.file_name}"${hasLocator(input) ? ` of ${describeLocator(input)}` : ""}`,
  async run(input, context) {
    const baseline = await findBaseline(input.file_name, context);
    const hasFonts = await fontsLoaded(
      hasLocator(input) ? context.find(locatorOf(input)) : context.page,
      context.limits,
    );
    if (!hasFonts) context.degrade(`Cannot compare ${describeLocator(input)} with all fonts: ${WITHOUT_FONTS}`);
    const look = await lookUntilAlike(input, baseline, context);
    if (look === null) throw unlike(input, baseline, "found it still changing, expected it to stand still");
    if (fits(look.comparison, input)) return dataOf(look, baseline, false);
    if (context.settings.updateSnapshots) {
      await context.files.write(baseline.path, look.bytes);
      return dataOf(look, baseline, true);
    }
    await keepPictures(input, baseline, look, context);
    throw differenceError(input, baseline, look.comparison);
  },
});

function share(): z.ZodType<number> {
  return scalar({
    expected: "a number from 0 to 1",
    jsonSchema: { type: "number", minimum: 0, maximum: 1 },
    read: (value) => typeof value === "number" && value >= 0 && value <= 1 ? value : undefined,
  });
}

/** `different_pixels` is of the picture that was there before. */
function dataOf({ comparison }: Look, { shown }: Baseline, written: boolean): StepData {
  const different = comparison?.type === "pixels" ? comparison.different : comparison?.type === "same" ? 0 : null;
  return { baseline: shown, different_pixels: different, written };
}

async function keepPictures(
  { file_name }: ScreenshotCheck,
  baseline: Baseline,
  { bytes, comparison }: Look,
  { files }: ActionContext,
): Promise<void> {
  const name = `${file_name.replace(/\.png$/i, "")}.png`;
  await files.keep(`actual-${name}`, bytes, "screenshot");
  if (comparison?.type === "pixels") await files.keep(`diff-${name}`, await writePng(comparison.difference), "diff");
  if (baseline.bytes !== null) await files.keep(`expected-${name}`, baseline.bytes, "screenshot");
}

const UPDATE = "run with --update-snapshots";

function differenceError(input: ScreenshotCheck, baseline: Baseline, comparison: Comparison | null): ActionError {
  const hint = `if the page is right, ${UPDATE} to write the picture anew`;
  if (comparison === null) {
    return unlike(input, baseline, "found no such picture", { hint: `${UPDATE} to write it` });
  }
  switch (comparison.type) {
    case "same":
      return unlike(input, baseline, "found no difference");
    case "unreadable":
      return unlike(input, baseline, `cannot read that picture: ${comparison.reason}`, { hint });
    case "size": {
      const [expected, actual] = [sizeOf(comparison.expected), sizeOf(comparison.actual)];
      return unlike(input, baseline, `found ${actual}, expected ${expected}`, { expected, actual, hint });
    }
    case "pixels": {
      const { different, total } = comparison;
      const actual = `${different} of ${total} pixels different (${(different / total * 100).toFixed(2)} %)`;
      const expected = `at most ${mostDifferent(input, total)}`;
      return unlike(input, baseline, `found ${actual}, expected ${expected}`, { expected, actual, hint });
    }
  }
}

function sizeOf({ width, height }: PictureSize): string {
  return `${width}×${height} pixels`;
}

function unlike(
  input: ScreenshotCheck,
  { shown }: Baseline,
  found: string,
  details: ActionErrorDetails = {},
): ActionError {
  return new ActionError("assertion", `Expected ${describeLocator(input)} like "${shown}": ${found}`, details);
}
