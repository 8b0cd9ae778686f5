import { dirname } from "node:path";
import type { AppendFile, FileSystem, Output } from "../host.ts";
import type { Reporter } from "../run/event.ts";

/** Lets a reporter that writes text write into a new file, event by event; an older file is removed first. */
export function intoFile(files: FileSystem, path: string, make: (output: Output) => Reporter): Reporter {
  let text = "";
  let file: AppendFile | null = null;
  const report = make({ write: (more) => text += more, isTerminal: false, columns: 80 });
  return async (event) => {
    await report(event);
    file ??= await openNew(files, path);
    file.write(text);
    text = "";
    if (event.type === "run_ended" || event.type === "run_closed") file.sync();
    if (event.type === "run_ended" && await files.info(path) === null) throw new Error("it was removed during the run");
    if (event.type === "run_closed") file[Symbol.dispose]();
  };
}

async function openNew(files: FileSystem, path: string): Promise<AppendFile> {
  await files.makeFolder(dirname(path));
  await files.remove(path);
  return await files.openAppend(path);
}
