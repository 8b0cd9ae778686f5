import { basename, dirname, resolve } from "node:path";
import { UsageError } from "../../errors.ts";
import { EXIT_CODES, type ExitCode } from "../../exit_code.ts";
import type { Host } from "../../host.ts";
import type { OwnFolder } from "../../own_folder.ts";
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
  const stage = await makeStage(`${target}.${crypto.randomUUID()}.part`, invocation, host);
  const tar = `${stage}.tar`;
  try {
    await fillBundle(stage, { content, executable, paths }, host);
    await checkBundle(stage, content, host);
    if (isTar) {
      await writeTar(tar, { folder: stage, name }, host);
      await moveInPlace(tar, target, { invocation, host });
    } else await moveInPlace(stage, target, { invocation, host });
  } finally {
    // After the move there is nothing at these names.
    await host.files.removeTree(stage).catch(() => {});
    await host.files.removeFile(tar).catch(() => {});
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

async function checkFree(target: string, invocation: Invocation, { files }: Host): Promise<void> {
  // Also a link that leads nowhere is something.
  const isFree = await files.kindOf(target) === null;
  if (isFree && (await files.info(dirname(target)))?.isFolder) return;
  throw cannotWrite(isFree ? "found no folder that it could stand in" : "there is something already", invocation);
}

async function makeStage(path: string, invocation: Invocation, { files }: Host): Promise<OwnFolder> {
  try {
    return await files.makeOwnFolder(path);
  } catch (cause) {
    throw cannotWrite(cause instanceof Error ? cause.message : String(cause), invocation, cause);
  }
}

/** Something may have come to stand at the target since the start. */
async function moveInPlace(
  path: string,
  target: string,
  { invocation, host }: { readonly invocation: Invocation; readonly host: Host },
): Promise<void> {
  try {
    await host.files.moveTo(path, target);
  } catch (cause) {
    throw cannotWrite(cause instanceof Error ? cause.message : String(cause), invocation, cause);
  }
}

function cannotWrite(reason: string, { options }: Invocation, cause?: unknown): UsageError {
  return new UsageError(`Cannot write bundle "${options.output ?? "qa-rig-bundle"}": ${reason}`, {
    cause,
    hint: "name another place with --output",
  });
}
