import type { Host } from "../host.ts";
import type { Flow } from "../plan/flow.ts";
import type { Plan } from "../plan/plan.ts";
import { type QuarantineEntry, quarantineOf } from "../plan/quarantine.ts";
import { type Network, readNetwork } from "../network/network.ts";
import { type ReadSettings, readTelemetrySettings } from "../telemetry/settings.ts";
import type { NamedReporter } from "../report/mod.ts";
import { type BrowserChoice, browserChoice } from "./browser_choice.ts";
import { checkOutputs } from "./check_outputs.ts";
import { chooseReporters } from "./choose_reporters.ts";
import { readLastReport } from "./last_report.ts";
import { planFlows } from "./plan_flows.ts";
import { readQuarantine } from "./read_config.ts";
import { readEnvFiles } from "./read_env_file.ts";
import { readRunSettings } from "./read_run_settings.ts";
import { readSecrets, type ReadVariable, type Secrets } from "./read_secrets.ts";
import type { SettledOptions } from "./settle_options.ts";
import { telemetryOptions } from "./telemetry/telemetry_options.ts";

/** Everything about a run that is decided before anything runs. */
export interface PreparedRun {
  readonly plan: Plan;
  readonly reporters: readonly NamedReporter[];
  readonly telemetry: ReadSettings;
  readonly browser: BrowserChoice;
  readonly network: Network;
  readonly secrets: Secrets;
  /** Variables of `--env-file`, else of the environment. */
  readonly environment: ReadVariable;
  /** How long each flow took last time, in milliseconds, by its id. */
  readonly lastDurations: ReadonlyMap<string, number>;
  /** What the person should know before the run: the seed, or why no flow is left. */
  readonly notices: readonly string[];
  /** What is not as it should be, and stands in the report. */
  readonly warnings: readonly string[];
}

/** Reads every option and file that a run needs; throws `UsageError` for the first that cannot be used. */
export async function prepareRun(flows: readonly Flow[], settled: SettledOptions, host: Host): Promise<PreparedRun> {
  const { options } = settled;
  const draft = readRunSettings(options, host);
  const lastReport = await readLastReport(host, draft.outputFolder);
  const envFile = await readEnvFiles(host, options.envFile);
  const environment: ReadVariable = (name) => envFile.get(name) ?? host.env.get(name);
  const { flows: selected, selection } = await planFlows(flows, settled, { host, lastReport });
  const quarantine = await readQuarantine(host);
  const network = await readNetwork(options, host);
  const telemetry = readTelemetrySettings(host.env, telemetryOptions(settled, host));
  const day = host.now().toISOString().slice(0, 10);
  const reporters = chooseReporters(options, host);
  const specPaths = selected.map(({ specPath }) => specPath);
  await checkOutputs({ outputFolder: draft.outputFolder, reporters, specPaths }, settled, host);
  return {
    plan: {
      flows: selected.map((flow) => ({ ...flow, quarantine: quarantineOf(flow, quarantine, day) })),
      settings: { ...draft, seed: selection.seed, shard: selection.shard },
    },
    reporters,
    telemetry,
    browser: browserChoice(options, network, host),
    network,
    secrets: await readSecrets(selected, host, environment),
    environment,
    lastDurations: lastReport?.durations ?? new Map(),
    notices: noticesOf(selection.seed, { options, isEmpty: selected.length === 0 }),
    warnings: [...quarantine.filter(({ until }) => until < day).map(endedQuarantine), ...telemetry.warnings],
  };
}

function endedQuarantine({ title, tag, until, owner }: QuarantineEntry): string {
  const flows = title === null ? `tag "${tag}"` : `flow "${title}"`;
  return `The quarantine of ${flows} ended on ${until}: its failures count again (${owner})`;
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
