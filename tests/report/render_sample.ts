import { reduceEvents } from "../../lib/report/reduce_events.ts";
import type { FileReporter } from "../../lib/report/reporter_setup.ts";
import { SAMPLE_RUNS } from "./sample_runs.ts";

/** A file report of a sample run, as it stands in the output folder. */
export function renderSample({ render }: FileReporter, name: string, artifactsFrom = ""): string {
  return render(reduceEvents(SAMPLE_RUNS[name] ?? []), { artifactsFrom });
}
