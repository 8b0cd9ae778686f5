import { EXIT_CODES, type ExitReason } from "../../lib/exit_code.ts";
import { assertEquals } from "../assert.ts";
import { tryOnce } from "./fault_ledger.ts";
import { awaitEvent, inPlace, type Place, reportOf, run, startFresh } from "./faults.ts";

const FILES = {
  "good.flow.yaml": "flow: Good\nsteps:\n  - goto: /\n",
  "bad.flow.yaml": "flow: Bad\nsteps:\n  - goto: /\n  - click: Nope\n    timeout: 300ms\n",
  "wrong.flow.yaml": "flow: Wrong\nsteps:\n  - clik: Nope\n",
  "waits.flow.yaml": "flow: Waits\nsteps:\n  - wait_for: {duration: 30s}\n    timeout: 60s\n",
};

/** A row of the table: what makes it, and the code and reasons of the report; `null` where there is none. */
interface Row {
  readonly reason: ExitReason;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: "SIGINT" | "SIGTERM";
  readonly reasons: readonly ExitReason[] | null;
}

/** Nothing listens on that port. */
const NO_COLLECTOR = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9", QA_RIG_OTEL_SHUTDOWN_TIMEOUT: "500ms" };

const ROWS: readonly Row[] = [
  { reason: "passed", args: ["good.flow.yaml"], reasons: [] },
  { reason: "failed", args: ["bad.flow.yaml", "good.flow.yaml"], reasons: ["failed"] },
  { reason: "usage", args: ["nothing.flow.yaml"], reasons: null },
  { reason: "invalid_file", args: ["wrong.flow.yaml"], reasons: null },
  { reason: "broken", args: ["good.flow.yaml", "--browser-path", "/bin/false"], reasons: ["broken"] },
  {
    reason: "telemetry_lost",
    args: ["good.flow.yaml", "--otel", "--require-telemetry"],
    env: NO_COLLECTOR,
    reasons: ["telemetry_lost"],
  },
  {
    reason: "failed",
    args: ["bad.flow.yaml", "--otel", "--require-telemetry"],
    env: NO_COLLECTOR,
    reasons: ["failed", "telemetry_lost"],
  },
  { reason: "interrupted", args: ["waits.flow.yaml"], signal: "SIGINT", reasons: ["interrupted"] },
  { reason: "terminated", args: ["waits.flow.yaml"], signal: "SIGTERM", reasons: ["terminated"] },
];

for (const row of ROWS) {
  const { code } = EXIT_CODES[row.reason];
  Deno.test(`The real program ends with ${code} for ${row.reasons?.join(" and ") || row.reason}`, () =>
    inPlace(FILES, (place) =>
      tryOnce(`exit code ${code}: ${row.reasons?.join(" and ") || row.reason}`, async () => {
        const ended = row.signal === undefined
          ? await run(row.args, place, row.env)
          : await signalled(place, row.args, row.signal);
        assertEquals(ended.code, code, ended.stdout + ended.stderr);
        const report = await reportOf(place).catch(() => null);
        assertEquals(report?.exit ?? null, row.reasons === null ? null : { code, reasons: [...row.reasons] });
      })));
}

async function signalled(place: Place, args: readonly string[], signal: "SIGINT" | "SIGTERM") {
  const started = await startFresh(args, place);
  await awaitEvent(place, ({ type }) => type === "step_started");
  started.child.kill(signal);
  return await started.ended;
}
