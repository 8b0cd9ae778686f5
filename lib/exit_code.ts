/** What each exit code of the program means; the README table and the tests are made from it. */
export const EXIT_CODES = {
  passed: { code: 0, meaning: "every flow passed (also an empty shard and an empty `--last-failed`)" },
  failed: { code: 1, meaning: "a flow failed, or was flaky with `--fail-on-flaky`" },
  usage: { code: 2, meaning: "usage: unknown option, missing file, no flow selected, a secret that is not set" },
  invalid_file: { code: 3, meaning: "a flow file, `suite.yaml` or `qa-rig.yaml` is invalid" },
  broken: { code: 4, meaning: "the run broke: no browser, an attempt could not start, report not writable" },
  telemetry_lost: { code: 5, meaning: "telemetry was required (`--require-telemetry`) and not delivered" },
  secret_found: {
    code: 6,
    meaning: "a secret was found in an output that is kept, or one could not be searched for any",
  },
  interrupted: { code: 130, meaning: "interrupted by SIGINT" },
  terminated: { code: 143, meaning: "ended by SIGTERM" },
} as const;

/** Why a run ended as it did. */
export type ExitReason = keyof typeof EXIT_CODES;

/** The numeric exit code of the process. */
export type ExitCode = typeof EXIT_CODES[ExitReason]["code"];

/** The order in which a reason decides the exit code of a run that had started; 2 and 3 end before that. */
const DECIDING: readonly ExitReason[] = [
  "interrupted",
  "terminated",
  "secret_found",
  "broken",
  "failed",
  "telemetry_lost",
  "usage",
  "invalid_file",
];

/** The exit code of a run that ended for these reasons: the first that decides, 0 for none. */
export function exitCodeOf(reasons: readonly ExitReason[]): ExitCode {
  const reason = DECIDING.find((candidate) => reasons.includes(candidate)) ?? "passed";
  return EXIT_CODES[reason].code;
}
