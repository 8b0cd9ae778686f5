import type { FileReporter } from "./reporter_setup.ts";

/** The report itself, as in `report.json`. */
export const json: FileReporter = {
  summary: "the report itself, as in report.json",
  defaultFile: null,
  kind: "report",
  render: (result) => `${JSON.stringify(result, null, 2)}\n`,
};
