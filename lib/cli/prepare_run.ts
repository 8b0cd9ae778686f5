import { resolve } from "node:path";
import type { Host } from "../host.ts";
import type { Flow } from "../plan/flow.ts";
import { planFlow } from "../plan/make_plan.ts";
import type { Plan } from "../plan/plan.ts";
import { type ReadSettings, readTelemetrySettings } from "../telemetry/settings.ts";
import type { NamedReporter } from "../report/mod.ts";
import { type BrowserChoice, browserChoice } from "./browser_choice.ts";
import { chooseReporters } from "./choose_reporters.ts";
import { flowOverrides, withFallbacks } from "./flow_overrides.ts";
import { readLastReport } from "./last_report.ts";
import { readEnvFiles } from "./read_env_file.ts";
import { readRunSettings } from "./read_run_settings.ts";
import { readSecrets, type ReadVariable, type Secrets } from "./read_secrets.ts";
import { readSelection, selectSome } from "./read_selection.ts";
import { checkDeclared, readVariables } from "./read_variables.ts";
import type { SettledOptions } from "./settle_options.ts";

/** Everything about a run that is decided before anything runs. */
export interface PreparedRun {
  readonly plan: Plan;
  readonly reporters: readonly NamedReporter[];
  readonly telemetry: ReadSettings;
  readonly browser: BrowserChoice;
  readonly secrets: Secrets;
  /** Variables of `--env-file`, else of the environment. */
  readonly environment: ReadVariable;
  /** How long each flow took last time, in milliseconds, by its id. */
  readonly lastDurations: ReadonlyMap<string, number>;
  /** What the person should know before the run: the seed, or why no flow is left. */
  readonly notices: readonly string[];
}

/** Reads every option and file that a run needs; throws `UsageError` for the first that cannot be used. */
export async function prepareRun(flows: readonly Flow[], settled: SettledOptions, host: Host): Promise<PreparedRun> {
  const { options } = settled;
  const draft = readRunSettings(options, host);
  const lastReport = await readLastReport(host, draft.outputFolder);
  const selection = await readSelection(options, lastReport);
  const texts = await readVariables(host, options);
  const envFile = await readEnvFiles(host, options.envFile);
  const environment: ReadVariable = (name) => envFile.get(name) ?? host.env.get(name);
  const planned = flows.flatMap((flow) => planFlow(withFallbacks(flow, settled), flowOverrides(flow, settled, texts)));
  const selected = selectSome(planned, selection);
  checkDeclared(selected.length === 0 ? planned : selected, texts);
  return {
    plan: { flows: selected, settings: { ...draft, seed: selection.seed, shard: selection.shard } },
    reporters: chooseReporters(options, host),
    telemetry: readTelemetrySettings(host.env, telemetryOptions(settled, host)),
    browser: browserChoice(options, host),
    secrets: await readSecrets(selected, host, environment),
    environment,
    lastDurations: lastReport?.durations ?? new Map(),
    notices: noticesOf(selection.seed, { options, isEmpty: selected.length === 0 }),
  };
}

/** What the environment says of telemetry is left to `readTelemetrySettings()`, which warns of what it cannot read. */
function telemetryOptions({ options, sources }: SettledOptions, { cwd }: Host) {
  return {
    ...sources.otel === "command line" ? { otel: options.otel } : {},
    traceParent: options.traceParent,
    ...options.ca === null ? {} : { ca: resolve(cwd, options.ca) },
  };
}

function noticesOf(
  seed: number | null,
  { options, isEmpty }: Pick<SettledOptions, "options"> & { readonly isEmpty: boolean },
): readonly string[] {
  const why = options.lastFailed ? "no flow failed in the last report" : `no flow is in shard ${options.shard}`;
  return [
    ...seed === null ? [] : [`Flows run in random order: --shuffle=${seed} repeats it`],
    ...isEmpty ? [`Nothing to run: ${why}`] : [],
  ];
}
