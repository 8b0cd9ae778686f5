import { join } from "node:path";
import { EXIT_CODES, type ExitReason } from "../../lib/exit_code.ts";
import { assertEquals } from "../assert.ts";
import type { Ended } from "../program.ts";
import { tryOnce } from "./fault_ledger.ts";
import { awaitEvent, inPlace, type Place, reportOf, run, startFresh } from "./faults.ts";

const FILES = {
  "good.flow.yaml": "flow: Good\nsteps:\n  - goto: /\n",
  "bad.flow.yaml": "flow: Bad\nsteps:\n  - goto: /\n  - click: Nope\n    timeout: 300ms\n",
  "wrong.flow.yaml": "flow: Wrong\nsteps:\n  - clik: Nope\n",
  "waits.flow.yaml": "flow: Waits\nsteps:\n  - wait_for: {duration: 30s}\n    timeout: 60s\n",
  "broken.flow.yaml": "flow: Cannot start\nsession: {use: login.flow.yaml}\nsteps:\n  - goto: /\n",
  "login.flow.yaml": "flow: Sign in\nsteps:\n  - goto: /\n  - click: Nope\n    timeout: 300ms\n",
  "kept.flow.yaml": `flow: Keeps a secret
secrets: {key: {env: EXIT_SECRET}}
steps:
  - goto: /
  - evaluate:
      script: |
        const link = document.createElement("a");
        link.href = "data:text/plain," + encodeURIComponent("the key is " + args.key);
        link.download = "key.txt";
        link.click();
      args: {key: "\${secrets.key}"}
    triggers: {download: {as: kept}}
`,
};

const SECRET = "correct-horse-battery-staple";

/** What makes a run end for a reason. */
interface Cause {
  readonly flows: readonly string[];
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Sent when every flow but the waiting one has ended. */
  readonly signal?: Deno.Signal;
}

/** Nothing listens on that port. */
const NO_COLLECTOR = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9", QA_RIG_OTEL_SHUTDOWN_TIMEOUT: "500ms" };

/** Reasons that a run can have together, in the order in which they decide. */
const CAUSES: { readonly [reason in ExitReason]?: Cause } = {
  interrupted: { flows: ["waits.flow.yaml"], signal: "SIGINT" },
  terminated: { flows: ["waits.flow.yaml"], signal: "SIGTERM" },
  secret_found: { flows: ["kept.flow.yaml"], env: { EXIT_SECRET: SECRET } },
  broken: { flows: ["broken.flow.yaml"] },
  failed: { flows: ["bad.flow.yaml"] },
  telemetry_lost: { flows: ["good.flow.yaml"], args: ["--otel", "--require-telemetry"], env: NO_COLLECTOR },
  passed: { flows: ["good.flow.yaml"] },
};

const REASONS = Object.keys(CAUSES) as readonly ExitReason[];

for (const [index, first] of REASONS.entries()) {
  for (const second of REASONS.slice(index)) {
    // A run ends by one signal.
    if (first === "interrupted" && second === "terminated") continue;
    const reasons = [...new Set([first, second])].filter((reason) => reason !== "passed");
    const { code } = EXIT_CODES[first];
    const beside = second === "passed" && first !== "passed" ? " beside a flow that passed" : "";
    const name = `exit code ${code}: ${reasons.join(" and ") || "passed"}${beside}`;
    Deno.test(`The real program ends with ${name}`, () =>
      inPlace(FILES, (place) =>
        tryOnce(name, async () => {
          const ended = await runFor(place, [...new Set([first, second])]);
          assertEquals(ended.code, code, ended.stdout + ended.stderr);
          const { exit } = await reportOf(place);
          assertEquals({ ...exit, reasons: exit.reasons.toSorted() }, { code, reasons: reasons.toSorted() });
          assertEquals(await filesWith(place.output, SECRET), []);
        })));
  }
}

async function runFor(place: Place, reasons: readonly ExitReason[]): Promise<Ended> {
  const causes = reasons.flatMap((reason) => CAUSES[reason] ?? []);
  const flows = [...new Set(causes.flatMap((cause) => cause.flows))];
  const args = [...flows, "--workers", "2", ...causes.flatMap((cause) => cause.args ?? [])];
  const started = await startFresh(args, place, Object.assign({}, ...causes.map(({ env }) => env)));
  const signal = causes.find((cause) => cause.signal !== undefined)?.signal;
  if (signal !== undefined) {
    await awaitEvent(place, (event) => event.type === "step_started" && event.action === "wait_for");
    if (flows.length > 1) await awaitEvent(place, ({ type }) => type === "flow_ended", flows.length - 1);
    started.child.kill(signal);
  }
  return await started.ended;
}

/** Files below a folder with this text. */
async function filesWith(folder: string, text: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) found.push(...await filesWith(path, text));
    else if ((await Deno.readTextFile(path)).includes(text)) found.push(path);
  }
  return found;
}

/** Ends before a run begins, so without a report. */
const EARLY: readonly { readonly reason: ExitReason; readonly args: readonly string[] }[] = [
  { reason: "usage", args: ["nothing.flow.yaml"] },
  { reason: "usage", args: ["kept.flow.yaml"] },
  { reason: "invalid_file", args: ["wrong.flow.yaml"] },
  { reason: "invalid_file", args: ["wrong.flow.yaml", "bad.flow.yaml"] },
];

for (const { reason, args } of EARLY) {
  const { code } = EXIT_CODES[reason];
  const name = `exit code ${code}: ${reason} of ${args.join(" ")}`;
  Deno.test(`The real program ends with ${name}, and writes no report`, () =>
    inPlace(FILES, (place) =>
      tryOnce(name, async () => {
        const ended = await run(args, place);
        assertEquals(ended.code, code, ended.stdout + ended.stderr);
        assertEquals(await reportOf(place).catch(() => null), null);
      })));
}
