import { resolve } from "node:path";
import { ERROR_CLASSES } from "../actions/action_error.ts";
import { UsageError } from "../errors.ts";
import type { Host } from "../host.ts";
import { didYouMean } from "../near_names.ts";
import type { RunSettings } from "../plan/plan.ts";
import type { Options } from "./options.ts";

/** The choices of a whole run but those of the selection; throws `UsageError`. */
export function readRunSettings(options: Options, host: Host): Omit<RunSettings, "seed" | "shard"> {
  return {
    workers: workerCount(options.workers, host.system.cores),
    retryOn: readClasses(options.retryOn),
    maxFailures: options.maxFailures,
    failOnFlaky: options.failOnFlaky,
    runTimeoutMs: options.runTimeout,
    outputFolder: resolve(host.cwd, options.outputDir),
    screenshot: options.screenshot,
    trace: options.trace,
    video: options.video,
    recordSecrets: options.recordSecrets,
    updateSnapshots: options.updateSnapshots,
    slowMoMs: options.slowMo ?? 0,
    freshSessions: options.freshSessions,
    allowRead: options.allowRead.map((path) => resolve(host.cwd, path)),
    cacheFolder: options.cacheDir === null ? null : resolve(host.cwd, options.cacheDir),
  };
}

/** Each has a browser of its own. */
const MOST_WORKERS = 256;

/** `4`, or `50%` of the cores; half of them when nothing is said, at least 1. */
function workerCount(text: string | null, cores: number): number {
  const written = text ?? "50%";
  const count = written.endsWith("%") ? Math.max(1, Math.floor(cores * parseInt(written) / 100)) : Number(written);
  if (count <= MOST_WORKERS) return count;
  const found = written.endsWith("%") ? `"${written}", which is ${count}` : `"${written}"`;
  throw new UsageError(`Cannot read option "--workers": found ${found}, expected at most ${MOST_WORKERS}`);
}

function readClasses(classes: readonly string[]): readonly string[] | null {
  const known: readonly string[] = ERROR_CLASSES;
  const unknown = classes.find((name) => !known.includes(name));
  if (unknown === undefined) return classes.length === 0 ? null : classes;
  throw new UsageError(`Cannot read option "--retry-on": found "${unknown}", expected one of ${known.join(", ")}`, {
    hint: didYouMean(unknown, known),
  });
}
