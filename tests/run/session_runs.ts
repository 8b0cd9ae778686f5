import { cacheFolder } from "../../lib/browser/cache_folder.ts";
import { realHost } from "../../lib/host.ts";
import type { RunResult } from "../../lib/run/result.ts";
import { main } from "../../main.ts";
import { fakeHost, type FakeHostOptions, inFolder } from "../fake_host.ts";
import { readReport } from "../program.ts";
import { PASSWORD } from "./member_site.ts";

/** Signs in to the member site. */
export const LOGIN = `flow: Sign in
secrets: {password: {env: QA_PASSWORD}}
steps:
  - goto: /login
  - fill: {label: User, value: ada}
  - fill: {label: Password, value: "\${secrets.password}"}
  - click: {role: button, name: Sign in}
  - expect: {role: heading, name: "Hello, ada"}
`;

/** A flow that needs that login. */
export const FLOW = `flow: A
session: {use: login.flow.yaml}
steps:
  - goto: /
  - expect: {role: heading, name: "Hello, ada"}
`;

/** What one of several runs left. */
export interface OneRun {
  readonly code: number;
  readonly report: RunResult;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a run is given beside its files. */
export interface RunOptions extends Pick<FakeHostOptions, "overrides"> {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Relative to the folder; runs at the same time need one of their own. */
  readonly output?: string;
}

/** A folder and a cache of their own in which the program can be run again and again. */
export interface Runs {
  readonly folder: string;
  readonly cache: string;
  /** Runs all flows of the folder but the login. */
  run(options?: RunOptions): Promise<OneRun>;
  /** Any other command. */
  command(args: readonly string[]): Promise<Omit<OneRun, "report">>;
  write(name: string, text: string): Promise<void>;
  /** The names of the stored sessions. */
  stored(): Promise<readonly string[]>;
}

const OUTSIDE = ["HOME", "XDG_CACHE_HOME", "PATH", "LOCALAPPDATA", "QA_RIG_BROWSER_PATH"];

/** Gives a test a folder with these files, in which several runs share one cache. */
export async function severalRuns<T>(
  files: Readonly<Record<string, string>>,
  siteUrl: string,
  body: (runs: Runs) => Promise<T>,
): Promise<T> {
  return await inFolder(files, async (folder) => {
    await using own = await ownCache();
    const cache = own.path;
    const outside = Object.fromEntries(OUTSIDE.map((name) => [name, Deno.env.get(name) ?? ""]));
    const start = async (args: readonly string[], { env, overrides }: RunOptions) => {
      const host = fakeHost({
        args,
        env: { ...outside, QA_PASSWORD: PASSWORD, QA_RIG_CACHE_DIR: cache, ...env },
        cwd: folder,
        ...overrides === undefined ? {} : { overrides },
      });
      return { code: await main(host), ...host.written };
    };
    return await body({
      folder,
      cache,
      async run(options = {}) {
        const names = await Array.fromAsync(Deno.readDir(folder));
        const flows = names.map(({ name }) => name).filter((name) => /^(?!login).*\.flow\.yaml$/.test(name)).sort();
        const args = [
          "run",
          ...flows,
          "--base-url",
          siteUrl,
          "--step-timeout",
          "3s",
          "--output-dir",
          options.output ?? "qa-rig-report",
          ...options.args ?? [],
        ];
        const ended = await start(args, options);
        const report = await readReport(`${folder}/${options.output ?? "qa-rig-report"}`).catch(() => null);
        if (report === null) throw new Error(`Cannot read the report: ${ended.stderr}${ended.stdout}`);
        return { ...ended, report };
      },
      command: (args) => start(args, {}),
      write: (name, text) => Deno.writeTextFile(`${folder}/${name}`, text),
      async stored() {
        const entries = await Array.fromAsync(Deno.readDir(`${cache}/sessions`)).catch(() => []);
        return entries.map(({ name }) => name).filter((name) => name.endsWith(".json")).sort();
      },
    });
  });
}

/** A cache of a test alone in which the browser that is in the user's own can be found. */
async function ownCache(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await Deno.makeTempDir({ prefix: "qa-rig-test-cache-" });
  const own = cacheFolder(realHost(), null);
  for (const { name } of own === null ? [] : await Array.fromAsync(Deno.readDir(own)).catch(() => [])) {
    if (name !== "sessions") await Deno.symlink(`${own}/${name}`, `${path}/${name}`);
  }
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

/** What a report says of its logins: `made passed`. */
export function loginsOf({ logins }: RunResult): readonly string[] {
  return logins.map(({ session, status }) => `${session} ${status}`);
}

/** The statuses of a report's flows. */
export function flowsOf({ flows }: RunResult): readonly string[] {
  return flows.map(({ status }) => status);
}
