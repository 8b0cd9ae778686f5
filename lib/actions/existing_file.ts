import type { ActionContext } from "./action_context.ts";
import { ActionError } from "./action_error.ts";

/** The absolute path of a file that a flow file names; throws `ActionError` when it may not be read or is not there. */
export async function existingFile(path: string, { files }: ActionContext): Promise<string> {
  const resolved = await files.resolve(path);
  if (await files.exists(resolved)) return resolved;
  throw new ActionError("flow_file", `Cannot read "${path}": found no such file, expected one`, {
    hint: "a path is relative to the flow file",
  });
}
