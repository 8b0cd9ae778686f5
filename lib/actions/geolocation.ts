import * as z from "zod";
import { defineAction } from "./define_action.ts";
import { number } from "./scalar.ts";

/** In metres: half the way around the earth. */
const LEAST_ACCURATE = 20_037_508;

/** Where somebody is, and how sure that is. */
export const PLACE_KEYS = {
  latitude: number(-90, 90).describe("from -90 to 90"),
  longitude: number(-180, 180).describe("from -180 to 180"),
  accuracy: z.exactOptional(number(0, LEAST_ACCURATE).describe("in metres; default 0")),
};

/** Sets the place that pages are told; they may ask for it once `permissions` has granted geolocation. */
export const geolocation = defineAction({
  name: "geolocation",
  summary: "Set the place that pages are told, once permissions has granted geolocation",
  group: "state",
  input: z.strictObject(PLACE_KEYS),
  deadline: "step",
  example: { latitude: 48.858, longitude: 2.294 },
  title: ({ latitude, longitude }) => `set geolocation to ${latitude}, ${longitude}`,
  async run({ latitude, longitude, accuracy = 0 }, { page }) {
    await page.context().setGeolocation({ latitude, longitude, accuracy });
  },
});
