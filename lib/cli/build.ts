/** What is known of an executable; of a program that runs from its source nothing is. */
export interface Build {
  /** The first 12 digits of the commit that it was made from. */
  readonly commit: string | null;
  /** The version of the Chromium inside; `null` in the lean executable. */
  readonly chromium: string | null;
}

/** The build writes over these two texts, which is why they are written whole. */
const COMMIT = "QA_RIG_BUILD_COMMIT";
const CHROMIUM = "QA_RIG_BUILD_CHROMIUM";

/** How this program was made. */
export const BUILD: Build = { commit: written(COMMIT), chromium: written(CHROMIUM) };

function written(text: string): string | null {
  return text === "" || text.startsWith("QA_RIG_BUILD_") ? null : text;
}
