import { join } from "node:path";
import type { FileSystem, Host } from "../host.ts";
import type { Reporter, RunEvent } from "../run/event.ts";
import { json } from "./json.ts";
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
    if (event.type === "run_started") await keepPrevious(host.files, outputFolder);
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

/** A copy and not a rename: there is a `report.json` at any moment. */
async function keepPrevious(files: FileSystem, folder: string): Promise<void> {
  await files.makeFolder(folder);
  const path = join(folder, "report.json");
  if (await files.info(path) === null) return;
  await files.replace(join(folder, "report.previous.json"), await files.readBytes(path));
}
