import process from "node:process";

/**
 * Tells Playwright to take pictures without waiting for fonts: it would wait for one that never comes until the time of
 * the picture is over, and then give none. Whoever takes a picture waits for fonts itself, for as long as it likes.
 */
export function skipFontsWait(): void {
  process.env.PW_TEST_SCREENSHOT_NO_FONTS_READY = "1";
}
