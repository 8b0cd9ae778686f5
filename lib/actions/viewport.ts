import * as z from "zod";
import { defineAction } from "./define_action.ts";
import { integer } from "./scalar.ts";

/** Pixels of a side; browsers draw no larger page. */
export const MOST_PIXELS = 10_000;

/** Changes the size of the current page. */
export const viewport = defineAction({
  name: "viewport",
  summary: "Change the size of the page",
  group: "page",
  input: z.strictObject({
    width: integer(1, MOST_PIXELS).describe("in pixels"),
    height: integer(1, MOST_PIXELS).describe("in pixels"),
  }),
  deadline: "step",
  example: { width: 390, height: 844 },
  title: ({ width, height }) => `set viewport to ${width}×${height}`,
  async run({ width, height }, { page }) {
    await page.setViewportSize({ width, height });
  },
});
