import { join } from "node:path";
import type { FileSystem } from "../host.ts";

/**
 * Keeps the `report.json` of an output folder as `report.previous.json` before another run's takes its place; rejects
 * when it cannot be written. A copy and not a rename: there is a `report.json` at any moment.
 */
export async function keepPrevious(files: FileSystem, folder: string): Promise<void> {
  const path = join(folder, "report.json");
  if (!(await files.info(path))?.isFile) return;
  await files.replace(join(folder, "report.previous.json"), await files.readBytes(path));
}
