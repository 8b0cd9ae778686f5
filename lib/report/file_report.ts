import { dirname, relative, sep } from "node:path";
import type { Reporter, RunEvent } from "../run/event.ts";
import { RunReducer } from "./reduce_events.ts";
import type { FileReporter, ReporterSetup } from "./reporter_setup.ts";

/**
 * Writes a file report when the run has ended, and again with the receipt when it is closed: not over a file from which
 * a secret was taken out in between. A device or a pipe gets it once.
 */
export function fileReport({ render }: FileReporter, path: string, { host, outputFolder }: ReporterSetup): Reporter {
  const reducer = new RunReducer();
  const place = { artifactsFrom: folderFrom(dirname(path), outputFolder) };
  return async (event) => {
    reducer.apply(event);
    if (!await isDue(event)) return;
    await host.files.replace(path, render(reducer.result(), place));
  };

  async function isDue(event: RunEvent): Promise<boolean> {
    if (event.type !== "run_ended" && event.type !== "run_closed") return false;
    const info = await host.files.info(path);
    if (info !== null && !info.isFile) return event.type === "run_closed";
    return event.type === "run_ended" || event.redactions === 0;
  }
}

/** Writes a report to a stream, once, when all is known. */
export function streamReport({ render }: FileReporter, { output }: ReporterSetup): Reporter {
  const reducer = new RunReducer();
  let isWritten = false;
  return (event) => {
    reducer.apply(event);
    if (event.type !== "run_closed" || isWritten) return;
    isWritten = true;
    output.write(render(reducer.result(), { artifactsFrom: "" }));
  };
}

/** From one folder to another, with `/` on every system, for links; "" or ends with `/`. */
export function folderFrom(folder: string, target: string): string {
  const path = relative(folder, target).split(sep).join("/");
  return path === "" ? "" : `${path}/`;
}
