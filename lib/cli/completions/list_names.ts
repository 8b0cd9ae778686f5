import { ACTIONS } from "../../actions/mod.ts";
import { readFlows } from "../../flow/read_flows.ts";
import type { Host } from "../../host.ts";
import type { Flow } from "../../plan/flow.ts";
import { pathsOrHere } from "../read_valid_flows.ts";
import type { ListName } from "./completion_table.ts";

/** A person waits with a finger on the Tab key, perhaps in a folder as large as a disk. */
const PATIENCE_MS = 1_500;

/** The names that a shell asks for, sorted; of flows that can be read in time, and never an error. */
export async function listNames(list: ListName, paths: readonly string[], host: Host): Promise<readonly string[]> {
  switch (list) {
    case "actions":
      return Object.keys(ACTIONS);
    case "tags":
      return sorted((await flowsOf(paths, host)).flatMap(({ tags }) => tags));
    case "names":
      return sorted((await flowsOf(paths, host)).map(({ title }) => asPattern(title)));
  }
}

async function flowsOf(paths: readonly string[], host: Host): Promise<readonly Flow[]> {
  const { promise: late, resolve } = Promise.withResolvers<readonly Flow[]>();
  const timer = setTimeout(() => resolve([]), PATIENCE_MS);
  const reading = readFlows(pathsOrHere(paths), host, { allowRead: [] }).then(({ flows }) => flows, () => []);
  const flows = await Promise.race([reading, late]);
  clearTimeout(timer);
  return flows;
}

/** `--name` is a regular expression, so a title that holds its signs has them escaped. */
function asPattern(title: string): string {
  return title.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
