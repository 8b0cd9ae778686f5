import { relative, resolve, sep } from "node:path";
import { UsageError } from "../../errors.ts";
import type { Diagnostic } from "../../errors.ts";
import { EXIT_CODES, type ExitCode } from "../../exit_code.ts";
import type { PlanOutline } from "../../flow/outline/outline.ts";
import { outlinePlan } from "../../flow/outline/outline_plan.ts";
import { unreachableSteps } from "../../flow/outline/unreachable_steps.ts";
import { unusedNames } from "../../flow/outline/unused_names.ts";
import type { Host } from "../../host.ts";
import type { Flow } from "../../plan/flow.ts";
import { isBelow } from "../../plan/resolve_path.ts";
import { makeStyle } from "../../report/style.ts";
import { wellFormed } from "../../well_formed.ts";
import type { Invocation } from "../command.ts";
import { formatDiagnostic } from "../format_diagnostic.ts";
import { readLastReport } from "../last_report.ts";
import { planMarkdown } from "../plan/plan_markdown.ts";
import { planMermaid } from "../plan/plan_mermaid.ts";
import { planText } from "../plan/plan_text.ts";
import { planFlows } from "../plan_flows.ts";
import { pathsOrHere, readValidFlows } from "../read_valid_flows.ts";
import { usesColor } from "../uses_color.ts";

/** Prints what `run` would do; nothing is run, and no value of the environment or of a secret is read. */
export async function plan(invocation: Invocation, host: Host): Promise<ExitCode> {
  const { paths, options } = invocation;
  if (options.shuffle === "") {
    throw new UsageError("Cannot plan a random order: found no seed, expected --shuffle=SEED", {
      hint: "the same seed gives the same order in a run",
    });
  }
  const flows = await readValidFlows(paths, host, options);
  const lastReport = await readLastReport(host, resolve(host.cwd, options.outputDir));
  const selected = await planFlows(flows, invocation, { host, lastReport });
  const warnings = await warningsOf(flows, pathsOrHere(paths), host);
  const outline = outlinePlan(selected.flows, { warnings, showPath: (path) => shownPath(path, host) });
  host.stdout.write(written(outline, invocation, host));
  // In JSON they are a part of what was asked for.
  if (options.format !== "json") {
    for (const warning of warnings) host.stderr.write(warningText(warning, invocation, host));
  }
  return EXIT_CODES.passed.code;
}

function written(outline: PlanOutline, { options }: Invocation, { stdout, env }: Host): string {
  switch (options.format) {
    case "text":
      return planText(outline, makeStyle(usesColor(stdout, env, options.color)));
    case "json":
      return `${JSON.stringify(wellFormed(outline), null, 2)}\n`;
    case "markdown":
      return planMarkdown(outline);
    case "mermaid":
      return planMermaid(outline);
  }
}

function warningText(warning: Diagnostic, { options }: Invocation, { stderr, env }: Host): string {
  return formatDiagnostic(warning, { color: usesColor(stderr, env, options.color), title: "warning" });
}

/** Of all flows that were read, also those that are not selected: another selection must not make a name unused. */
async function warningsOf(
  flows: readonly Flow[],
  paths: readonly string[],
  host: Host,
): Promise<readonly Diagnostic[]> {
  const folders: string[] = [];
  for (const path of paths.filter((path) => path !== "-")) {
    const absolute = resolve(host.cwd, path);
    if ((await host.files.info(absolute))?.isFolder) folders.push(absolute);
  }
  const isWhole = (suite: string) => folders.some((folder) => isBelow(resolve(host.cwd, suite, ".."), folder));
  return [...unusedNames(flows, isWhole), ...unreachableSteps(flows)].toSorted(byPlace);
}

function byPlace({ at: one }: Diagnostic, { at: other }: Diagnostic): number {
  if (one === null || other === null) return 0;
  if (one.file !== other.file) return one.file < other.file ? -1 : 1;
  return one.line - other.line || one.column - other.column;
}

/** Relative to the working folder where it lies below. */
function shownPath(path: string, { cwd }: Host): string {
  const shown = relative(cwd, resolve(cwd, path)).split(sep).join("/");
  return shown.startsWith("../") || path === "-" ? path : shown;
}
