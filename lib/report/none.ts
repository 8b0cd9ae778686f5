import type { LiveReporter } from "./reporter_setup.ts";

/** Nothing at all. */
export const none: LiveReporter = {
  summary: "nothing at all; report.json is written all the same",
  defaultFile: null,
  kind: "progress",
  make: () => () => {},
};
