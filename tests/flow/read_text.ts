import { type FlowsRead, readFlows } from "../../lib/flow/read_flows.ts";
import type { Flow } from "../../lib/plan/flow.ts";
import { fakeHost, inFolder } from "../fake_host.ts";

/** Reads a flow as if it came from standard input. */
export function readText(text: string): Promise<FlowsRead> {
  return readFlows(["-"], fakeHost({ stdin: text }), { allowRead: [] });
}

/** Reads paths in a new folder with these files. */
export function readFiles(
  files: Readonly<Record<string, string>>,
  paths: readonly string[] = ["."],
): Promise<FlowsRead> {
  return inFolder(files, (cwd) => readFlows(paths, fakeHost({ cwd }), { allowRead: [] }));
}

/** The only flow of a text that has no problem. */
export async function flowOf(text: string): Promise<Flow> {
  return onlyFlow(await readText(text));
}

/** The only flow of what was read without a problem. */
export function onlyFlow({ flows: [flow, ...more], diagnostics }: FlowsRead): Flow {
  const [problem] = diagnostics;
  if (problem !== undefined) throw new Error(`${problem.message} (line ${problem.at?.line})`);
  if (flow === undefined || more.length > 0) throw new Error(`found ${more.length + 1} flows: expected one`);
  return flow;
}

/** `line:column message` of every problem, without its start. */
export async function problemsOf(text: string): Promise<readonly string[]> {
  const { diagnostics } = await readText(text);
  return diagnostics.map(({ message, at }) =>
    `${at?.line}:${at?.column} ${message.replace(/^Cannot read flow "[^"]*": /, "")}`
  );
}
