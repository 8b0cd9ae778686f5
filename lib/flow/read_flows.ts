import type { Diagnostic } from "../errors.ts";
import type { Host } from "../host.ts";
import { loadFunctions } from "../plan/cel_functions.ts";
import type { Flow } from "../plan/flow.ts";
import { collectFlowFiles } from "./collect_flow_files.ts";
import { FlowLoader } from "./flow_loader.ts";

/** What came of flow files: every flow that can run, and every problem of every file, sorted by place. */
export interface FlowsRead {
  readonly flows: readonly Flow[];
  readonly diagnostics: readonly Diagnostic[];
  /** Files that were named and do not run by themselves: parts (they have `inputs`) and suites. */
  readonly parts: readonly string[];
}

/** Files that are read while one is parsed. */
const READ_AHEAD = 16;

/** Choices that reading flows depends on. */
export interface ReadOptions {
  /** Folders given with `--allow-read`, absolute. */
  readonly allowRead: readonly string[];
}

/**
 * Reads the flows behind paths (files, folders, `-`) with their suites and parts, and everything that can be checked
 * without running them. Throws `UsageError` for a path that is not there; problems of files are in the result.
 */
export async function readFlows(
  paths: readonly string[],
  host: Pick<Host, "cwd" | "files" | "stdin">,
  options: ReadOptions,
): Promise<FlowsRead> {
  const loader = new FlowLoader(host, options.allowRead);
  const flows: Flow[] = [];
  const parts: string[] = [];
  const files = await collectFlowFiles(host, paths);
  for (const [index, path] of files.entries()) {
    for (const next of files.slice(index, index + READ_AHEAD)) loader.prefetch(next);
    const { flow, isPart } = await loader.loadFlow(path);
    if (isPart && path.named) parts.push(path.specPath);
    if (flow !== null) flows.push(flow);
  }
  await loadFunctions(loader.functions);
  return { flows, diagnostics: sorted(loader.problems), parts };
}

function sorted(problems: readonly Diagnostic[]): readonly Diagnostic[] {
  return problems.toSorted(({ at: left }, { at: right }) => {
    if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1;
    if (left.file !== right.file) return left.file < right.file ? -1 : 1;
    return left.line - right.line || left.column - right.column;
  });
}
