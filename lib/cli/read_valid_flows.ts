import { resolve } from "node:path";
import { FlowFileError, UsageError } from "../errors.ts";
import { readFlows } from "../flow/read_flows.ts";
import { kindOf } from "../flow/source.ts";
import type { Host } from "../host.ts";
import type { Flow } from "../plan/flow.ts";
import type { Options } from "./options.ts";

/** Paths of the command line; the working folder when there are none. */
export function pathsOrHere(paths: readonly string[]): readonly string[] {
  return paths.length === 0 ? ["."] : paths;
}

/** What reading flows depends on, from the options. */
export function readOptions({ allowRead }: Pick<Options, "allowRead">, { cwd }: Pick<Host, "cwd">) {
  return { allowRead: allowRead.map((path) => resolve(cwd, path)) };
}

/** The flows that can run; throws `FlowFileError` with every problem of every file, `UsageError` when none is left. */
export async function readValidFlows(
  paths: readonly string[],
  host: Pick<Host, "cwd" | "files" | "stdin">,
  options: Pick<Options, "allowRead">,
): Promise<readonly Flow[]> {
  const { flows, diagnostics, parts } = await readFlows(pathsOrHere(paths), host, readOptions(options, host));
  if (diagnostics.length > 0) throw new FlowFileError(diagnostics);
  if (flows.length > 0) return flows;
  const [part] = parts;
  if (part !== undefined && kindOf(part) === "suite") {
    throw new UsageError(`Cannot run flows: found the suite "${part}", expected a flow`, {
      hint: "name its folder: the flows in it run with the suite",
    });
  }
  const which = part === undefined ? "" : `, such as "${part}"`;
  throw new UsageError(`Cannot run flows: found only parts${which}, expected a flow without "inputs"`, {
    hint: 'a flow with "inputs" runs where another flow uses it',
  });
}
