import type { LiveReporter } from "./reporter_setup.ts";

/** Every event as it happens, one JSON object a line. */
export const jsonl: LiveReporter = {
  summary: "every event as it happens, one JSON object a line",
  defaultFile: null,
  kind: "report",
  make: ({ output }) => (event) => output.write(`${JSON.stringify(event)}\n`),
};
