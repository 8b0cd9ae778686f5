import { basename, dirname, resolve } from "node:path";
import { UsageError } from "../../errors.ts";
import { EXIT_CODES, type ExitCode } from "../../exit_code.ts";
import type { Host } from "../../host.ts";
import { bundleContent } from "../bundle/bundle_content.ts";
import { checkBundle } from "../bundle/check_bundle.ts";
import { fillBundle } from "../bundle/fill_bundle.ts";
import { writeTar } from "../bundle/write_tar.ts";
import type { Invocation } from "../command.ts";
import { planFlows } from "../plan_flows.ts";
import { pathsOrHere, readValidFlows } from "../read_valid_flows.ts";

/** Writes a folder or a tar that runs the given flows where nothing is installed, and checks it. */
export async function bundle(invocation: Invocation, host: Host): Promise<ExitCode> {
  const paths = pathsOrHere(invocation.paths);
  const executable = await executableOf(invocation, host);
  const target = resolve(host.cwd, invocation.options.output ?? "qa-rig-bundle");
  await checkFree(target, invocation, host);
  const flows = await readValidFlows(paths, host, { allowRead: [] });
  const planned = await planFlows(flows, invocation, { host, lastReport: null });
  const content = await bundleContent(planned.flows, paths, host);
  const isTar = target.endsWith(".tar");
  const name = basename(target, ".tar");
  // Beside the target, so that it can be moved there in one step and nobody ever sees a part.
  const stage = `${target}.${crypto.randomUUID()}.part`;
  try {
    await fillBundle(stage, { content, executable, paths }, host);
    await checkBundle(stage, content, host);
    if (isTar) {
      await writeTar(`${stage}.tar`, { folder: stage, name }, host);
      await host.files.rename(`${stage}.tar`, target);
    } else await host.files.rename(stage, target);
  } finally {
    for (const part of [stage, `${stage}.tar`]) await host.files.remove(part).catch(() => {});
  }
  for (const warning of content.warnings) host.stderr.write(`warning: ${warning}\n`);
  const written = invocation.options.output ?? "qa-rig-bundle";
  const start = isTar ? `tar xf ${basename(target)} && ${name}/run.sh` : `${written}/run.sh`;
  host.stdout.write(`${written}: ${content.files.length} files and the executable, checked; run it with ${start}\n`);
  return EXIT_CODES.passed.code;
}

async function executableOf({ options }: Invocation, { cwd, system, files }: Host): Promise<string> {
  if (options.executable === null && !system.compiled) {
    throw new UsageError("Cannot bundle flows: found a program that runs from its source, expected an executable", {
      hint: "use the compiled qa-rig, or name one with --executable",
    });
  }
  const path = options.executable === null ? system.execPath : resolve(cwd, options.executable);
  if ((await files.info(path))?.isFile) return path;
  throw new UsageError(`Cannot bundle executable "${options.executable}": found no such file`);
}

async function checkFree(target: string, { options }: Invocation, { files }: Host): Promise<void> {
  const info = await files.info(target);
  if (info === null && (await files.info(dirname(target)))?.isFolder) return;
  const problem = info === null ? "found no folder that it could stand in" : "there is something already";
  throw new UsageError(`Cannot write bundle "${options.output ?? basename(target)}": ${problem}`, {
    hint: "name another place with --output",
  });
}
