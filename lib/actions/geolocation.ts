import { z } from "zod";
import { defineAction } from "./define_action.ts";
import { number } from "./scalar.ts";

/** Sets the place that pages are told; they may ask for it once `permissions` has granted geolocation. */
export const geolocation = defineAction({
  name: "geolocation",
  summary: "Set the place that pages are told, once permissions has granted geolocation",
  group: "state",
  input: z.strictObject({
    latitude: number().describe("from -90 to 90"),
    longitude: number().describe("from -180 to 180"),
    accuracy: z.exactOptional(number().describe("in metres; default 0")),
  }),
  deadline: "step",
  example: { latitude: 48.858, longitude: 2.294 },
  title: ({ latitude, longitude }) => `geolocation ${latitude}, ${longitude}`,
  async run({ latitude, longitude, accuracy = 0 }, { page }) {
    await page.context().setGeolocation({ latitude, longitude, accuracy });
  },
});
