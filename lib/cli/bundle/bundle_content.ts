import { basename, dirname, join, relative, resolve } from "node:path";
import { UsageError } from "../../errors.ts";
import { mergeTouches, touchesOf } from "../../flow/outline/touches.ts";
import type { Host } from "../../host.ts";
import type { PlannedFlow } from "../../plan/plan.ts";
import { isBelow } from "../../plan/resolve_path.ts";
import { CONFIG_FILE } from "../read_config.ts";

/** What goes into a bundle, and what does not. Paths are relative to the working folder, with `/`. */
export interface BundleContent {
  readonly files: readonly string[];
  /** Secrets: they are to be put there where the bundle runs. */
  readonly withheld: readonly string[];
  /** Variables of the environment that the flows read. */
  readonly environment: readonly string[];
  readonly hosts: readonly string[];
  readonly warnings: readonly string[];
}

/** Finds everything that flows refer to; throws `UsageError` for what is missing or outside the working folder. */
export async function bundleContent(
  flows: readonly PlannedFlow[],
  paths: readonly string[],
  host: Host,
): Promise<BundleContent> {
  if (paths.includes("-")) throw new UsageError("Cannot bundle standard input: expected files or folders");
  const show = (path: string) => shownPath(path, host);
  const touches = mergeTouches(flows.map((flow) => touchesOf(flow, show)));
  const flowFiles = touches.files.filter((path) => /\.(ya?ml|json)$/i.test(path));
  const beside = [
    ...await baselines(flowFiles, host),
    ...await suites(flows.map(({ specPath }) => specPath), host),
    ...(await host.files.info(join(host.cwd, CONFIG_FILE)))?.isFile ? [CONFIG_FILE] : [],
  ];
  const unclear = touches.files.filter((path) => path.includes("${"));
  const named = [...new Set([...touches.files, ...beside])].filter((path) => !unclear.includes(path)).sort();
  for (const path of named) await checkInside(path, host);
  const secret = new Set([
    ...touches.secrets.flatMap(({ file }) => file ?? []),
    ...flows.flatMap(({ browser }) => browser.client_certificates ?? []).map(({ key }) => show(key)),
    ...named.filter((path) => /^\.env(\..*)?$|\.env$/i.test(basename(path))),
  ]);
  for (const path of named) if (!secret.has(path) && await holdsPrivateKey(path, host)) secret.add(path);
  const states = flows.flatMap(({ browser }) => browser.storage_state ?? []).map(show);
  return {
    files: named.filter((path) => !secret.has(path)),
    withheld: [...secret].sort(),
    environment: touches.environment,
    hosts: touches.hosts,
    warnings: [
      ...[...secret].sort().map((path) => `"${path}" is a secret and stays here: put it there where the bundle runs`),
      ...unclear.map((path) => `Nobody can tell which file "${path}" will be: put it there yourself`),
      ...[...new Set(states)].map((path) => `"${path}" may hold cookies that sign in: keep the bundle as you keep it`),
    ],
  };
}

function shownPath(path: string, { cwd }: Host): string {
  return relative(cwd, resolve(cwd, path)).replaceAll("\\", "/");
}

async function checkInside(path: string, { cwd, files }: Host): Promise<void> {
  const absolute = resolve(cwd, path);
  const info = await files.info(absolute);
  if (!info?.isFile) {
    throw new UsageError(`Cannot bundle "${path}": found no such file, expected all that the flows refer to`);
  }
  const real = await files.realPath(absolute);
  if (isBelow(absolute, cwd) && isBelow(real, await files.realPath(cwd))) return;
  throw new UsageError(`Cannot bundle "${path}": it lies outside the working folder, expected it below`, {
    hint: "start the command in a folder that all files lie below",
  });
}

/** Pictures that `expect_screenshot` compares with: all in the folder of a flow, whatever browser they are of. */
async function baselines(flowFiles: readonly string[], { cwd, files }: Host): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of flowFiles) {
    const folder = path.replace(/(\.flow)?\.(ya?ml|json)$/i, ".screenshots");
    if (await files.info(resolve(cwd, folder)) === null) continue;
    const entries = await listed(folder, { cwd, files });
    found.push(...entries.filter(({ name }) => name.endsWith(".png")).map(({ name }) => `${folder}/${name}`));
  }
  return found;
}

async function listed(folder: string, { cwd, files }: Pick<Host, "cwd" | "files">) {
  try {
    return await files.list(resolve(cwd, folder));
  } catch (cause) {
    throw new UsageError(`Cannot bundle "${folder}": it may not be read, expected the pictures of a flow`, { cause });
  }
}

/** `suite.yaml` in the folders of flows and above them. */
async function suites(specPaths: readonly string[], { cwd, files }: Host): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const specPath of specPaths) {
    for (let folder = dirname(resolve(cwd, specPath)); isBelow(folder, cwd); folder = dirname(folder)) {
      const path = join(folder, "suite.yaml");
      if ((await files.info(path))?.isFile) found.add(relative(cwd, path).replaceAll("\\", "/"));
    }
  }
  return [...found];
}

async function holdsPrivateKey(path: string, { cwd, files }: Host): Promise<boolean> {
  const head = new TextDecoder().decode(await files.readHead(resolve(cwd, path), 64 * 1024));
  return /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(head);
}
