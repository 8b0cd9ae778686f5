import { join } from "node:path";
import type { Host } from "../host.ts";
import type { Reporter } from "../run/event.ts";
import { intoFile } from "./into_file.ts";

/** Keeps every event in `events.jsonl` of the output folder: what `report rebuild` reads after a crash. */
export function eventsJsonl(host: Host, outputFolder: string): Reporter {
  const path = join(outputFolder, "events.jsonl");
  return intoFile(host.files, path, (output) => (event) => output.write(`${JSON.stringify(event)}\n`));
}
