import { dirname, relative, sep } from "node:path";
import type { Reporter } from "../run/event.ts";
import { RunReducer } from "./reduce_events.ts";
import type { FileReporter, ReporterSetup } from "./reporter_setup.ts";

/**
 * Writes a file report when the run has ended, and again with the receipt when it is closed: not over a file from which
 * a secret was taken out in between.
 */
export function fileReport({ render }: FileReporter, path: string, { host, outputFolder }: ReporterSetup): Reporter {
  const reducer = new RunReducer();
  const place = { artifactsFrom: folderFrom(dirname(path), outputFolder) };
  return async (event) => {
    reducer.apply(event);
    const due = event.type === "run_ended" || (event.type === "run_closed" && event.redactions === 0);
    if (!due) return;
    await host.files.makeFolder(dirname(path));
    await host.files.replace(path, render(reducer.result(), place));
  };
}

/** Writes a report to a stream, once, when all is known. */
export function streamReport({ render }: FileReporter, { output }: ReporterSetup): Reporter {
  const reducer = new RunReducer();
  return (event) => {
    reducer.apply(event);
    if (event.type === "run_closed") output.write(render(reducer.result(), { artifactsFrom: "" }));
  };
}

/** From one folder to another, with `/` on every system, for links; "" or ends with `/`. */
export function folderFrom(folder: string, target: string): string {
  const path = relative(folder, target).split(sep).join("/");
  return path === "" ? "" : `${path}/`;
}
