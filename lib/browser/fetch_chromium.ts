import { join } from "node:path";
import { BrokenRunError } from "../errors.ts";
import type { Host } from "../host.ts";
import { CHROMIUM_VERSION, type ChromiumArchives } from "./chromium_archives.ts";

/** The npm package; a specifier that stood in an `import()` would be downloaded at every start of the program. */
const PACKAGE = `npm:@sparticuz/chromium@${CHROMIUM_VERSION}`;

/** How the package may be fetched. */
export interface FetchOptions {
  /** Only what a `deno` has in its cache already. */
  readonly offline: boolean;
  readonly notify: (message: string) => void;
}

/** The archives of the npm package, which a child `deno` fetches into its own cache; our lock file is not touched. */
export function packageArchives(host: Host, options: FetchOptions): ChromiumArchives {
  let folder: Promise<string> | undefined;
  return {
    source: "package",
    async read(name) {
      folder ??= fetchPackage(host, options);
      return (await host.files.readBytes(join(await folder, "bin", name))) as Uint8Array<ArrayBuffer>;
    },
  };
}

async function fetchPackage(host: Host, { offline, notify }: FetchOptions): Promise<string> {
  if (!offline) notify(`Fetching Chromium ${CHROMIUM_VERSION} (67 MB, once)`);
  const options = ["--no-config", "--no-lock", PACKAGE];
  const deno = (args: readonly string[]) =>
    host.run(host.system.execPath, { args: [...args, ...options], signal: AbortSignal.timeout(300_000) });
  // "deno info" loads what is missing, and has no option that forbids it.
  const cached = offline ? await deno(["install", "--cached-only", "--entrypoint"]) : null;
  const { code, stdout, stderr } = cached === null || cached.code === 0 ? await deno(["info", "--json"]) : cached;
  const path = code === 0 ? localPath(stdout) : undefined;
  if (path !== undefined) return path;
  throw new BrokenRunError(
    `Cannot fetch "${PACKAGE}": ${offline ? "it is not cached, and --offline" : lastLine(stderr)}`,
    {
      hint: "install Chromium, name it with --browser-path, or check the connection to the npm registry",
    },
  );
}

/** Where `deno info` says that the package lies. */
function localPath(json: string): string | undefined {
  const { npmPackages } = JSON.parse(json);
  return npmPackages?.[PACKAGE.slice("npm:".length)]?.localPath;
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) || "found no package, expected one";
}
