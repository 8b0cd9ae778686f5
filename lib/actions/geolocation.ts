import * as z from "zod";
import { defineAction } from "./define_action.ts";
import { number } from "./scalar.ts";

function within(most: number): z.ZodType<number> {
  // A template passes as it is while the file is checked.
  const fits = (degrees: number) => typeof degrees !== "number" || Math.abs(degrees) <= most;
  return number().refine(fits, { error: ({ input }) => `expected a number from -${most} to ${most}, found ${input}` });
}

/** Sets the place that pages are told; they may ask for it once `permissions` has granted geolocation. */
export const geolocation = defineAction({
  name: "geolocation",
  summary: "Set the place that pages are told, once permissions has granted geolocation",
  group: "state",
  input: z.strictObject({
    latitude: within(90).describe("from -90 to 90"),
    longitude: within(180).describe("from -180 to 180"),
    accuracy: z.exactOptional(number().describe("in metres; default 0")),
  }),
  deadline: "step",
  example: { latitude: 48.858, longitude: 2.294 },
  title: ({ latitude, longitude }) => `set geolocation to ${latitude}, ${longitude}`,
  async run({ latitude, longitude, accuracy = 0 }, { page }) {
    await page.context().setGeolocation({ latitude, longitude, accuracy });
  },
});
