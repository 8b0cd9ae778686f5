import { join } from "node:path";
import type { Host } from "../host.ts";
import type { Reporter, RunEvent } from "../run/event.ts";
import { json } from "./json.ts";
import { keepPrevious } from "./keep_previous.ts";
import { RunReducer } from "./reduce_events.ts";

/** The least time between two writes while flows end, in milliseconds. */
const PAUSE_MS = 1_000;

/**
 * Keeps `report.json` in the output folder complete at any moment: `incomplete` from the start, renewed as flows end.
 * One that was there becomes `report.previous.json`. Rejects when it cannot be written.
 */
export function reportJson(host: Host, outputFolder: string): Reporter {
  const path = join(outputFolder, "report.json");
  const reducer = new RunReducer();
  let news = false;
  let writtenMs = 0;
  return async (event) => {
    reducer.apply(event);
    if (event.type === "run_started") {
      await host.files.makeFolder(outputFolder);
      await keepPrevious(host.files, outputFolder);
    }
    news ||= event.type === "flow_ended";
    if (!isDue(event) && !(news && host.monotonicMs() - writtenMs >= PAUSE_MS)) return;
    try {
      await host.files.replace(path, json.render(reducer.result(), { artifactsFrom: "" }));
      news = false;
    } catch (error) {
      // The one of before is still whole, and the last one decides: a disk may be full for a moment only.
      if (isDue(event)) throw error;
    }
    writtenMs = host.monotonicMs();
  };
}

function isDue({ type }: RunEvent): boolean {
  return type === "run_started" || type === "run_ended" || type === "run_closed";
}
