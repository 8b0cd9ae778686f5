import { join } from "node:path";
import type { Action } from "../../lib/actions/define_action.ts";
import { type ActionName, findAction } from "../../lib/actions/mod.ts";
import { startDemoSite } from "../../lib/demo/start_demo_site.ts";
import { realHost } from "../../lib/host.ts";
import { inFolder } from "../fake_host.ts";
import { readReport } from "../program.ts";
import { qaRig } from "../qa_rig.ts";

/** What goes wrong right before an action, as a script for the page; the site's mode changes with the first request to it. */
export const FAULTS = {
  "a server that never answers": "fetch('SITE/mode/silent', { mode: 'no-cors' })",
  "a body that never ends": "fetch('SITE/mode/endless', { mode: 'no-cors' })",
  "a page that does not answer": "void setTimeout(() => { for (;;); })",
  "a font and an image that never come": `fetch('SITE/mode/silent', { mode: 'no-cors' }).then(() => {
    const style = document.createElement('style');
    style.textContent = '@font-face { font-family: late; src: url(SITE/late.woff) } body { font-family: late }';
    document.head.append(style);
    document.body.append(Object.assign(new Image(), { src: 'SITE/late.png' }));
    document.body.getBoundingClientRect();
  })`,
} as const;

/** How long each action has, in milliseconds. */
export const TIMEOUT_MS = 1_000;

/** How long the step of an action took, in milliseconds. */
export interface Timed {
  readonly action: string;
  readonly status: string;
  readonly ms: number;
  readonly message: string;
}

/** Runs the example of each action, by itself, after a fault; gives how long each took. */
export async function timeActions(names: readonly ActionName[], fault: keyof typeof FAULTS): Promise<readonly Timed[]> {
  await using site = startDemoSite(realHost(), { port: 0 });
  await using stack = new AsyncDisposableStack();
  const flows = names.map((name): [string, string] => {
    const { url } = stack.use(startStuckSite(site.url));
    return [`${name}.flow.json`, JSON.stringify(flowOf(name, url, FAULTS[fault]))];
  });
  const files = {
    ...Object.fromEntries(flows),
    "sign_in.flow.yaml": "flow: A part\ninputs: [user]\nsteps: [{goto: /}]\n",
  };
  return await inFolder(files, async (cwd) => {
    const paths = flows.map(([path]) => path);
    const { stdout, stderr } = await qaRig(["run", ...paths, "--workers", "2", "--reporter", "json"], { cwd });
    const report = await readReport(join(cwd, "qa-rig-report")).catch(() => {
      throw new Error(`Cannot read the report: ${stdout}${stderr}`);
    });
    return report.flows.map(({ flow, steps }): Timed => {
      const step = steps.at(-1);
      if (step === undefined || step.status === "skipped") {
        throw new Error(`${flow}: the step was not reached: ${stdout}`);
      }
      return { action: flow, status: step.status, ms: step.duration_ms, message: step.error?.message ?? "" };
    });
  });
}

function flowOf(name: ActionName, baseUrl: string, fault: string) {
  const action = findAction(name) as Action<unknown>;
  const before = [{ goto: action.exampleAt ?? "/" }, ...action.exampleAfter ?? []];
  const steps = [...before, { evaluate: fault.replaceAll("SITE", baseUrl) }, {
    [name]: action.example,
    timeout: `${TIMEOUT_MS}ms`,
  }];
  return { flow: name, base_url: baseUrl, steps };
}

/** Answers like another site until it is asked for `/mode/…`: then it never answers, or begins answers without an end. */
function startStuckSite(upstream: string): { readonly url: string } & AsyncDisposable {
  let mode = "well";
  const end = Promise.withResolvers<Response>();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const { pathname, search } = new URL(request.url);
    if (mode === "silent") return end.promise;
    if (mode === "endless") return endless(end.promise);
    if (pathname.startsWith("/mode/")) {
      mode = pathname.slice("/mode/".length);
      return new Response("ok");
    }
    const { method, headers } = request;
    const body = method === "GET" ? null : await request.arrayBuffer();
    const response = await fetch(`${upstream}${pathname}${search}`, { method, headers, body, redirect: "manual" });
    return new Response(await response.arrayBuffer(), { status: response.status, headers: response.headers });
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    async [Symbol.asyncDispose]() {
      end.resolve(new Response(null));
      await server.shutdown();
    },
  };
}

function endless(end: Promise<unknown>): Response {
  const body = new ReadableStream<Uint8Array>({
    start(to) {
      to.enqueue(new TextEncoder().encode(`<!doctype html><title>Endless</title><p>${"Begin ".repeat(200)}`));
      end.then(() => to.close()).catch(() => {});
    },
  });
  return new Response(body, { headers: { "content-type": "text/html" } });
}
