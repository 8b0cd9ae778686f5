import { join, resolve } from "node:path";
import { demoFlows, failingDemoFlow } from "../../demo/demo_flows.ts";
import { startDemoSite } from "../../demo/start_demo_site.ts";
import { UsageError } from "../../errors.ts";
import { EXIT_CODES, type ExitCode } from "../../exit_code.ts";
import type { Host, HttpServer } from "../../host.ts";
import { shownPath } from "../shown_path.ts";
import type { Invocation } from "../command.ts";
import { demoFiles } from "../demo_files.ts";
import { readValidFlows } from "../read_valid_flows.ts";
import { runFlows } from "../run_flows.ts";
import { showOptions } from "../show_options.ts";

/** Runs the built-in flows against the built-in site, or keeps the site up. */
export async function demo(invocation: Invocation, host: Host): Promise<ExitCode> {
  const { options, paths } = invocation;
  if (paths.length > 0) {
    throw new UsageError(`Cannot run "${paths[0]}" as a demo: expected no paths`, {
      hint: `to run your own flows, write "qa-rig run ${paths[0]}"`,
    });
  }
  if (options.showConfig) {
    host.stdout.write(showOptions("demo", invocation));
    return EXIT_CODES.passed.code;
  }
  await using site = openSite(host, options.port);
  return options.serve ? await serveSite(site, host) : await runDemo(site, invocation, host);
}

async function runDemo({ url }: HttpServer, invocation: Invocation, host: Host): Promise<ExitCode> {
  const { options } = invocation;
  const files = options.fail ? [failingDemoFlow()] : demoFlows();
  const read = async () => {
    const flows = await readValidFlows(files.map(({ path }) => path), demoFiles(host, files), options);
    return flows.map((flow) => ({ ...flow, baseUrl: url }));
  };
  const code = await runFlows(read, invocation, host);
  host.stdout.write(`${shownPath(host.cwd, join(resolve(host.cwd, options.outputDir), "report.json"))}\n`);
  return code;
}

function openSite(host: Host, port: number): HttpServer {
  try {
    return startDemoSite(host, { port });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`Cannot serve the demo site on port ${port}: ${reason}`, {
      cause,
      hint: "try another --port",
    });
  }
}

async function serveSite({ url }: HttpServer, host: Host): Promise<ExitCode> {
  host.stdout.write(guide(url));
  await firstSignal(host);
  return EXIT_CODES.passed.code;
}

async function firstSignal(host: Host): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  using _interrupt = host.onSignal("SIGINT", resolve);
  using _terminate = host.onSignal("SIGTERM", resolve);
  await promise;
}

function guide(url: string): string {
  return `The demo site is up at ${url}

Write a flow, for example first.flow.yaml:

  flow: Guest finds a teapot
  steps:
    - goto: /
    - click: {role: link, name: Teapot}
    - expect: {role: heading, to_have_text: Teapot}

and run it in another terminal:

  qa-rig run first.flow.yaml --base-url ${url}

Ctrl+C ends the site.
`;
}
