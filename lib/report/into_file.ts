import type { AppendFile, FileSystem, Output } from "../host.ts";
import type { Reporter } from "../run/event.ts";

/** Lets a reporter that writes text write into a new file, event by event; it takes the place of an older one. */
export function intoFile(files: FileSystem, path: string, make: (output: Output) => Reporter): Reporter {
  let text = "";
  let file: AppendFile | null = null;
  let isClosed = false;
  const report = make({ write: (more) => text += more, isTerminal: false, columns: 80 });
  return async (event) => {
    // Only what became of other reports comes later, and report.json tells it.
    if (isClosed) return;
    isClosed = event.type === "run_closed";
    await report(event);
    file ??= await files.openNew(path);
    file.write(text);
    text = "";
    if (event.type === "run_ended" || event.type === "run_closed") file.sync();
    const isGone = event.type === "run_ended" && file.isFile && await files.info(path) === null;
    if (isGone) throw new Error("it was removed during the run");
    if (event.type === "run_closed") file[Symbol.dispose]();
  };
}
