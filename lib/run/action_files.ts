import type { ActionFiles } from "../actions/action_context.ts";
import { ActionError } from "../actions/action_error.ts";
import { resolvePath } from "../plan/resolve_path.ts";
import type { StepFrame } from "./step_frame.ts";

/** The files an action may use: those below the allowed folders, and the artifacts of its own attempt. */
export function actionFiles(frame: StepFrame): ActionFiles {
  const { tools, artifacts } = frame.attempt;
  const { host, settings } = tools;
  return {
    specPath: frame.part.specPath,
    async resolve(path) {
      const resolved = await resolvePath(host, path, { specPath: frame.part.specPath, allowRead: settings.allowRead });
      if ("path" in resolved) return resolved.path;
      throw new ActionError("policy", `Cannot use "${path}": ${resolved.message}`, { hint: resolved.hint });
    },
    readBytes: (path) => host.files.readBytes(path),
    async write(path, bytes) {
      const kind = await host.files.kindOf(path);
      if (kind !== null && kind !== "file") {
        const found = kind === "folder" ? "a folder" : "a device or a pipe";
        throw new ActionError("policy", `Cannot write "${path}": found ${found}, expected a file`);
      }
      await host.files.replace(path, bytes);
    },
    exists: async (path) => await host.files.info(path) !== null,
    isFile: async (path) => (await host.files.info(path))?.isFile === true,
    keep: async (fileName, bytes, kind = "other") => (await artifacts.keep(fileName, bytes, kind))?.path ?? null,
    keepFile: async (fileName, kind, write) => (await artifacts.keepFile(fileName, kind, write)).path,
  };
}
