import type { Diagnostic } from "../../errors.ts";
import { EXIT_CODES, type ExitCode } from "../../exit_code.ts";
import { collectFlowFiles } from "../../flow/collect_flow_files.ts";
import { readFlows } from "../../flow/read_flows.ts";
import type { Host } from "../../host.ts";
import { chosenFormat } from "../chosen_format.ts";
import { wellFormed } from "../../well_formed.ts";
import { maskText } from "../../mask/mask_text.ts";
import type { Invocation } from "../command.ts";
import { formatDiagnostic } from "../format_diagnostic.ts";
import { pathsOrHere, readOptions } from "../read_valid_flows.ts";
import { usesColor } from "../uses_color.ts";

/** Checks flow files and prints every problem of every file, sorted by place; nothing is run. */
export async function validate({ paths, options }: Invocation, host: Host): Promise<ExitCode> {
  const format = chosenFormat(options.format, ["text", "json"]);
  const chosen = pathsOrHere(paths);
  const { diagnostics } = await readFlows(chosen, host, readOptions(options, host));
  const files = (await collectFlowFiles(host, chosen)).length;
  const color = usesColor(host.stdout, host.env, options.color);
  host.stdout.write(format === "json" ? asJson(diagnostics, files) : asText(diagnostics, { files, color }));
  return EXIT_CODES[diagnostics.length === 0 ? "passed" : "invalid_file"].code;
}

function asText(
  diagnostics: readonly Diagnostic[],
  { files, color }: { readonly files: number; readonly color: boolean },
): string {
  const problems = diagnostics.map((diagnostic) => `${formatDiagnostic(diagnostic, { color })}\n`).join("");
  const verdict = diagnostics.length === 0 ? "no problem" : plural(diagnostics.length, "problem");
  return `${problems}${verdict} in ${plural(files, "flow file")}\n`;
}

function asJson(diagnostics: readonly Diagnostic[], files: number): string {
  const problems = diagnostics.map(({ message, hint, at }) => ({
    message: maskText(message),
    hint: hint === null ? null : maskText(hint),
    file: at?.file ?? null,
    line: at?.line ?? null,
    column: at?.column ?? null,
    length: at?.length ?? null,
  }));
  return `${JSON.stringify(wellFormed({ valid: problems.length === 0, files, problems }), null, 2)}\n`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
