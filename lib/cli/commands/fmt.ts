import { resolve } from "node:path";
import { type Diagnostic, FlowFileError } from "../../errors.ts";
import { EXIT_CODES, type ExitCode } from "../../exit_code.ts";
import { collectFlowFiles } from "../../flow/collect_flow_files.ts";
import { formatFlow } from "../../flow/format/format_flow.ts";
import { readSourceText } from "../../flow/read_source_text.ts";
import type { Host } from "../../host.ts";
import type { Invocation } from "../command.ts";
import { pathsOrHere } from "../read_valid_flows.ts";

/** Rewrites flow files in canonical form; with `--check` only says which would change. */
export async function fmt({ paths, options: { check } }: Invocation, host: Host): Promise<ExitCode> {
  const files = await collectFlowFiles(host, pathsOrHere(paths));
  const problems: Diagnostic[] = [];
  let changed = 0;
  for (const { specPath } of files) {
    try {
      if (await formatFile(specPath, check, host)) changed++;
    } catch (error) {
      if (!(error instanceof FlowFileError)) throw error;
      problems.push(...error.diagnostics);
    }
  }
  if (problems.length > 0) throw new FlowFileError(problems);
  if (files.some(({ specPath }) => specPath !== "-") || check) {
    host.stdout.write(`${check ? "to format" : "formatted"}: ${changed} of ${plural(files.length)}\n`);
  }
  return EXIT_CODES[check && changed > 0 ? "failed" : "passed"].code;
}

function plural(files: number): string {
  return files === 1 ? "1 flow file" : `${files} flow files`;
}

/** Whether the file was not in canonical form. */
async function formatFile(specPath: string, check: boolean, host: Host): Promise<boolean> {
  const text = await textOf(specPath, host);
  const formatted = formatFlow(text, specPath);
  const isChanged = formatted !== text;
  if (specPath === "-" && !check) host.stdout.write(formatted);
  else if (isChanged) host.stdout.write(`${specPath}\n`);
  if (isChanged && !check && specPath !== "-") await host.files.replace(resolve(host.cwd, specPath), formatted);
  return isChanged;
}

async function textOf(specPath: string, host: Host): Promise<string> {
  if (specPath === "-") return await host.stdin();
  const read = await readSourceText(host, specPath);
  if ("text" in read) return read.text;
  throw new FlowFileError([{ message: `Cannot read flow "${specPath}": ${read.message}`, at: null, hint: read.hint }]);
}
