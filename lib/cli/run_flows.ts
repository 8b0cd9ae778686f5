import { generate } from "@std/uuid/v7";
import { loadExpect } from "../browser/playwright.ts";
import { openRunFolder, type RunFolder } from "../browser/run_folder.ts";
import { sweepRunFolders } from "../browser/sweep_run_folders.ts";
import type { ExitCode } from "../exit_code.ts";
import type { Host } from "../host.ts";
import { Masker } from "../mask.ts";
import { trustInProcess } from "../network/certificates.ts";
import { HttpClients } from "../network/http_clients.ts";
import { exportProxies } from "../network/proxies.ts";
import type { Flow } from "../plan/flow.ts";
import { fanOut } from "../report/mod.ts";
import { finishRun } from "../run/finish_run.ts";
import { lockOutput } from "../run/output_lock.ts";
import { RunLogins } from "../run/run_logins.ts";
import { runPlan } from "../run/run_plan.ts";
import type { RunTools } from "../run/run_tools.ts";
import { RunWarnings } from "../run/run_warnings.ts";
import { Stop } from "../run/stop.ts";
import { NO_TELEMETRY, type Telemetry } from "../telemetry/telemetry.ts";
import { wellFormed } from "../well_formed.ts";
import { browserSource } from "./browser_source.ts";
import { ignoresHangup } from "./ignores_hangup.ts";
import { type PreparedRun, prepareRun } from "./prepare_run.ts";
import { runEnvironment } from "./run_environment.ts";
import { fillMasker } from "./fill_masker.ts";
import type { SettledOptions } from "./settle_options.ts";
import { stopOnSignals } from "./stop_on_signals.ts";
import { Stopwatch } from "./stopwatch.ts";
import { toolOf } from "./version.ts";

/** Reads flows, decides all that the options say, runs them and reports; what `run` and `demo` share. */
export async function runFlows(
  read: () => Promise<readonly Flow[]>,
  settled: SettledOptions,
  host: Host,
): Promise<ExitCode> {
  const stopwatch = new Stopwatch(host);
  const flows = await read();
  stopwatch.lap("read flows");
  const prepared = await prepareRun(flows, settled, host);
  for (const notice of prepared.notices) host.stderr.write(`${notice}\n`);
  stopwatch.lap("prepare");
  const code = await executeRun(prepared, settled, { host, stopwatch });
  if (settled.options.timing) host.stderr.write(String(stopwatch));
  return code;
}

async function executeRun(
  prepared: PreparedRun,
  { options, warnings: said = [] }: SettledOptions,
  { host, stopwatch }: { readonly host: Host; readonly stopwatch: Stopwatch },
): Promise<ExitCode> {
  const startedMs = host.monotonicMs();
  const warnings: RunWarnings = new RunWarnings(host, (text) => masker.mask(text));
  const masker = new Masker((warning) => warnings.warn(warning));
  fillMasker(masker, prepared);
  for (const warning of said) warnings.keep(warning);
  for (const warning of prepared.warnings) warnings.warn(warning);
  const [ignored] = await Promise.all([ignoresHangup(host), sweepRunFolders(host)]);
  using stop = new Stop(() => host.monotonicMs());
  const opened: RunFolder[] = [];
  // Before there is anything that a signal could leave behind.
  using _signals = stopOnSignals(host, stop, {
    abandon: () => opened.forEach((folder) => folder.abandon()),
    hangup: !ignored,
  });
  await using _lock = await lockOutput(host, prepared.plan.settings.outputFolder);
  await using runFolder = await openRunFolder(host);
  opened.push(runFolder);
  stop.browsers.addEventListener("abort", () => runFolder.killBrowsers(), { once: true });
  const { settings } = prepared.telemetry;
  enterNetwork(prepared, host);
  using http = new HttpClients(host, prepared.network);
  const telemetry = await openTelemetry(prepared, host, (message) => warnings.warn(message));
  const tools = makeTools(prepared, { host, http, telemetry, stop, masker, warnings });
  const browsers = browserSource(host, prepared.browser, { runFolder, secretNames: prepared.secrets.variables });
  if (prepared.plan.flows.length > 0) await unlessStopped(browsers.prepare(), stop);
  const reasons = await runPlan(prepared.plan, tools, {
    tool: toolOf(host),
    environment: runEnvironment(host),
    browsers,
    lastDurations: prepared.lastDurations,
  });
  stopwatch.lap("run");
  const code = await finishRun(tools, {
    reasons,
    reports: prepared.reporters.flatMap(({ file }) => file ?? []),
    startedMs,
    flushMs: settings.enabled ? settings.shutdownTimeoutMs : 0,
    requireTelemetry: options.requireTelemetry,
  });
  stopwatch.lap("finish");
  return code;
}

function makeTools(
  { plan, secrets, reporters, environment }: PreparedRun,
  { host, http, telemetry, stop, masker, warnings }:
    & Pick<RunTools, "host" | "http" | "telemetry" | "stop" | "masker">
    & { readonly warnings: RunWarnings },
): RunTools {
  const losses: string[] = [];
  const deliver = fanOut(reporters, (name, error) => {
    const message = `Cannot write report "${name}": ${error instanceof Error ? error.message : String(error)}`;
    losses.push(message);
    host.stderr.write(`error: ${masker.mask(message)}\n`);
    warnings.keep(message);
  });
  let expecting: ReturnType<typeof loadExpect> | undefined;
  return {
    host,
    http,
    telemetry,
    masker,
    settings: plan.settings,
    runId: generate(),
    stop,
    logins: new RunLogins(host, plan.settings.cacheFolder),
    losses,
    kept: new Set(),
    warn: (text) => warnings.warn(text),
    emit: (event) => warnings.pass(wellFormed(masker.maskEvent(event)), deliver),
    environment,
    secret: secrets.value,
    expect: () => expecting ??= loadExpect(),
  };
}

/** Waits for what a signal need not wait for: a browser that is being fetched. */
async function unlessStopped(work: Promise<void>, { steps }: Stop): Promise<void> {
  work.catch(() => {});
  const stopped = new Promise<void>((resolve) => steps.addEventListener("abort", () => resolve(), { once: true }));
  await Promise.race([work, stopped]);
}

/** What reads the environment by itself, or trusts what this process trusts, does as the run does from here on. */
function enterNetwork({ network: { proxies, certificates } }: PreparedRun, { env }: Host): void {
  exportProxies(proxies, env);
  if (certificates !== null) trustInProcess(certificates);
}

async function openTelemetry(
  { telemetry, network }: PreparedRun,
  host: Host,
  warn: (message: string) => void,
): Promise<Telemetry> {
  if (!telemetry.settings.enabled) return NO_TELEMETRY;
  const { initTelemetry } = await import("../telemetry/mod.ts");
  return await initTelemetry(telemetry.settings, {
    host,
    version: toolOf(host).version,
    warn,
    proxies: network.proxies,
  });
}
