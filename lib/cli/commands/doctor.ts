import { openRunFolder, type RunFolder } from "../../browser/run_folder.ts";
import { UsageError } from "../../errors.ts";
import { EXIT_CODES, type ExitCode } from "../../exit_code.ts";
import type { EndSignal, Host } from "../../host.ts";
import { trustInProcess } from "../../network/certificates.ts";
import { type Network, readNetwork } from "../../network/network.ts";
import { exportProxies } from "../../network/proxies.ts";
import { makeStyle } from "../../report/style.ts";
import type { Invocation } from "../command.ts";
import { checkBrowser } from "../doctor/check_browser.ts";
import { checkClock } from "../doctor/check_clock.ts";
import { checkConfig } from "../doctor/check_config.ts";
import { checkFolders } from "../doctor/check_folders.ts";
import { checkFonts } from "../doctor/check_fonts.ts";
import { checkLibraries } from "../doctor/check_libraries.ts";
import { checkNetwork } from "../doctor/check_network.ts";
import { checkProgram } from "../doctor/check_program.ts";
import { checkTelemetry } from "../doctor/check_telemetry.ts";
import type { Checkup } from "../doctor/checkup.ts";
import { cleanCache } from "../doctor/clean_cache.ts";
import type { Finding } from "../doctor/finding.ts";
import { findingsText, worstOf } from "../doctor/findings_text.ts";
import { usesColor } from "../uses_color.ts";

/** Says on one screen whether flows can run on this machine, and what to do where they cannot. */
export async function doctor(invocation: Invocation, host: Host): Promise<ExitCode> {
  const { paths, options } = invocation;
  if (paths[0] !== undefined) throw new UsageError(`Cannot check "${paths[0]}": the doctor takes no path`);
  const network = await readNetwork(options, host);
  const findings = await examine({ settled: invocation, host, network });
  const status = worstOf(findings);
  if (options.json) host.stdout.write(`${JSON.stringify({ schema_version: 1, status, checks: findings }, null, 2)}\n`);
  else host.stdout.write(findingsText(findings, makeStyle(usesColor(host.stdout, host.env, options.color))));
  return EXIT_CODES[status === "problem" ? "broken" : "passed"].code;
}

async function examine(
  { settled, host, network }: { readonly settled: Invocation; readonly host: Host; readonly network: Network },
): Promise<readonly Finding[]> {
  // A folder for temporary files that cannot be made is a finding, not the end.
  const opened = await openRunFolder(host).catch(() => null);
  if (opened === null) return await examineWithout({ settled, host, network });
  await using runFolder = opened;
  using _signals = endOnSignals(host, runFolder);
  const checkup: Checkup = { host, settled, network, runFolder };
  const cleaned = settled.options.clean ? await cleanCache(checkup) : [];
  const program = await checkProgram(checkup);
  const wayFindings = checkNetwork(checkup);
  // What follows uses the network, as a run does.
  exportProxies(network.proxies, host.env);
  if (network.certificates !== null) trustInProcess(network.certificates);
  const browser = await checkBrowser(checkup);
  return [
    ...cleaned,
    ...program,
    ...browser.findings,
    ...await checkLibraries(checkup, browser),
    ...await checkFonts(checkup, browser.found),
    ...await checkFolders(checkup),
    ...checkClock(checkup),
    ...wayFindings,
    ...await checkTelemetry(checkup),
    ...await checkConfig(checkup),
  ];
}

/** Without a temporary folder no browser can be started. */
async function examineWithout(checkup: Omit<Checkup, "runFolder">): Promise<readonly Finding[]> {
  return [
    ...await checkProgram(checkup),
    ...await checkFolders(checkup),
    ...checkClock(checkup),
    ...checkNetwork(checkup),
    ...await checkConfig(checkup),
  ];
}

function endOnSignals(host: Host, runFolder: RunFolder): Disposable {
  const codes: readonly (readonly [EndSignal, number])[] = [["SIGINT", 130], ["SIGTERM", 143]];
  const stack = new DisposableStack();
  for (const [signal, code] of codes) {
    stack.use(host.onSignal(signal, () => {
      runFolder.abandon();
      host.exit(code);
    }));
  }
  return stack;
}
