import * as z from "zod";
import { ERROR_CLASSES } from "../actions/action_error.ts";
import { ARTIFACT_KINDS } from "../actions/artifact_kind.ts";
import { parseShard, SHARD_FORM } from "../plan/shard.ts";

/**
 * The report's own shape, from which its JSON Schema, the README table and the runner's types come. Keys stand in the
 * order of the report and every key is always present: `null`, `[]` or `{}` when there is nothing.
 */

/** The report's `schema_version`: keys may be added, a removed or changed one makes the next. */
export const SCHEMA_VERSION = 1;

/** `trace_id` when telemetry is off. */
export const NO_TRACE_ID = "0".repeat(32);

/** `span_id` when telemetry is off. */
export const NO_SPAN_ID = "0".repeat(16);

/** 100 years; with `LAST_INSTANT` every end of a span is a time that OTLP can write. */
const MOST_MS = 100 * 365.25 * 24 * 3_600_000;
const LAST_INSTANT = "2200-01-01T00:00:00.000Z";

/** So that the sums of a thousand reports are exact. */
const MOST_COUNT = 1e12;

const instant = () =>
  z.string().refine(isInstant, {
    error: ({ input }) => `expected a time such as 2026-01-31T09:00:00.000Z, before 2200, found ${shown(input)}`,
  }).meta({ format: "date-time" });
const ms = () => z.number().nonnegative().max(MOST_MS);
const count = () => z.int().nonnegative().max(MOST_COUNT);
const traceId = () => z.string().regex(/^[0-9a-f]{32}$/);
const spanId = () => z.string().regex(/^[0-9a-f]{16}$/);
const json: z.ZodType<unknown> = z.unknown();

function isInstant(text: string): boolean {
  // In UTC, texts sort as the times do.
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(text) ? Date.parse(text) : NaN;
  return ms >= 0 && ms <= Date.parse(LAST_INSTANT);
}

/** Only its start may lead out of the folder, as in a merged report that stands beside those of its shards. */
function isArtifactPath(path: string): boolean {
  if (/^[\\/]|^[A-Za-z]:|\0/.test(path)) return false;
  const segments = path.replace(/^(\.\.\/)+/, "").split(/[\\/]/);
  return !segments.some((segment) => segment === "" || segment === "." || segment === "..");
}

function shown(value: unknown): string {
  return JSON.stringify(typeof value === "string" && value.length > 40 ? `${value.slice(0, 40)}…` : value);
}

/** When something happened. */
export const INSTANT = instant();

export const PLACE = z.strictObject({
  file: z.string().describe("the flow file, as `spec_path`"),
  line: count().describe("from 1"),
  column: count().describe("from 1"),
});

export const FAILURE = z.strictObject({
  class: z.enum(ERROR_CLASSES).describe("what kind of failure it was"),
  message: z.string().describe("one sentence: what failed, what was found, what was expected"),
  expected: z.string().nullable().describe("what was expected, where it can be said apart"),
  actual: z.string().nullable().describe("what was found, where it can be said apart"),
  at: PLACE.nullable().describe("the step, or the part of it that failed"),
  hint: z.string().nullable().describe("what to do about it"),
});

export const WARNING = z.strictObject({
  message: z.string().describe("what happened"),
  at: PLACE.nullable().describe("where in the flow file, if anywhere"),
});

export const ARTIFACT = z.strictObject({
  kind: z.enum(ARTIFACT_KINDS).describe("what it is"),
  path: z.string().refine(isArtifactPath, {
    error: ({ input }) => `expected a path below the folder of the report, found ${shown(input)}`,
  }).describe("relative to the output folder, `/` on every system"),
  media_type: z.string().describe("as in HTTP"),
  size: count().describe("bytes"),
});

export const STEP_STATUSES = ["passed", "failed", "warned", "skipped", "interrupted"] as const;
export const SKIP_REASONS = ["condition", "after failure", "interrupted", "page hung"] as const;
export const PHASES = ["before", "steps", "finally", "after"] as const;

/** The result of one step; see the schema's descriptions. */
export interface StepResult {
  index: number;
  phase: (typeof PHASES)[number];
  name: string;
  action: string;
  status: (typeof STEP_STATUSES)[number];
  passed: boolean;
  because: (typeof SKIP_REASONS)[number] | null;
  tries: number;
  earlier_errors: Failure[];
  iteration: string | null;
  started_at: string | null;
  duration_ms: number;
  at: z.infer<typeof PLACE>;
  url: string | null;
  data: { [key: string]: unknown };
  error: Failure | null;
  artifacts: Artifact[];
  span_id: string;
  steps: StepResult[];
}

export const STEP: z.ZodType<StepResult> = z.strictObject({
  index: count().describe("from 1 in its list"),
  phase: z.enum(PHASES).describe("which list of the flow it stands in"),
  name: z.string().describe("its `name`, else a title made from the template"),
  action: z.string().describe("the action's name"),
  status: z.enum(STEP_STATUSES).describe(
    "`warned` is a failure of an `optional` step, or one that could do its work only in part",
  ),
  passed: z.boolean().describe("true for `passed` and `warned`"),
  because: z.enum(SKIP_REASONS).nullable().describe("why it was skipped"),
  tries: count().describe("how often it was tried; 0 when it was skipped"),
  earlier_errors: z.array(FAILURE).describe("errors of the tries before the last"),
  iteration: z.string().nullable().describe("which round of a `repeat` it belongs to; `handler` for a handler's"),
  started_at: instant().nullable().describe("RFC 3339 in UTC; null when it was skipped"),
  duration_ms: ms().describe("milliseconds, all tries together"),
  at: PLACE.describe("where it stands in the flow file"),
  url: z.string().nullable().describe("the page's URL at the end, query values masked"),
  data: z.record(z.string(), json).describe("what the action measured"),
  error: FAILURE.nullable().describe("of the last try"),
  artifacts: z.array(ARTIFACT).describe("files that it left"),
  span_id: spanId().describe("16 zeros with telemetry off"),
  steps: z.array(z.lazy((): z.ZodType<StepResult> => STEP)).describe("steps that it holds"),
});

export const QUARANTINE = z.strictObject({
  reason: z.string().describe("why"),
  owner: z.string().describe("who looks after it"),
  until: z.string().meta({ format: "date" }).describe("the last day on which they do not, in UTC"),
});

export const FLOW_STATUSES = ["passed", "failed", "flaky", "broken", "skipped", "interrupted"] as const;
export const ATTEMPT_STATUSES = ["passed", "failed", "broken", "interrupted"] as const;

export const ATTEMPT = z.strictObject({
  number: count().describe("from 1"),
  status: z.enum(ATTEMPT_STATUSES).describe("`broken`: it could not start"),
  started_at: instant().describe("RFC 3339 in UTC"),
  duration_ms: ms().describe("milliseconds"),
  error: FAILURE.nullable().describe("its first error"),
  artifacts: z.array(ARTIFACT).describe("files of the attempt as a whole"),
  trace_id: traceId().describe("32 zeros with telemetry off"),
  span_id: spanId().describe("16 zeros with telemetry off"),
  steps: z.array(STEP).nullable().describe("of an earlier attempt; null for the last, whose steps are the flow's"),
});

export const FLOW = z.strictObject({
  id: z.string().describe("`spec_path`, for a row `spec_path#row`, with `--repeat` also `~n`"),
  flow: z.string().describe("title"),
  spec_path: z.string().describe("relative to the working folder, `/` on every system, `-` for standard input"),
  run_id: z.string().describe("the run's"),
  base_url: z.string().nullable().describe("without credentials and query values"),
  tags: z.array(z.string()).describe("its own and its suites'"),
  row: z.record(z.string(), json).nullable().describe("the row of `each`"),
  quarantine: QUARANTINE.nullable().describe("its failures do not fail the run"),
  status: z.enum(FLOW_STATUSES).describe("`flaky`: passed after a failed attempt; `broken`: could not start"),
  passed: z.boolean().describe("true for `passed` and `flaky`"),
  steps_total: count().describe("entries of `before`, `steps`, `finally` and `after` at top level"),
  steps_executed: count().describe("those of them that began"),
  started_at: instant().nullable().describe("RFC 3339 in UTC; null when it never started"),
  duration_ms: ms().describe("milliseconds, all attempts together"),
  error: FAILURE.nullable().describe("the first of `errors`"),
  errors: z.array(FAILURE).describe("of the last attempt"),
  warnings: z.array(WARNING).describe("what was not as it should be, without failing the flow"),
  artifacts: z.array(ARTIFACT).describe("files of the last attempt as a whole"),
  attempts: z.array(ATTEMPT).describe("every attempt in order"),
  trace_id: traceId().describe(`of the last attempt; with telemetry off 32 zeros: \`${NO_TRACE_ID}\``),
  span_id: spanId().describe(`of the last attempt; with telemetry off 16 zeros: \`${NO_SPAN_ID}\``),
  steps: z.array(STEP).describe("of the last attempt"),
});

export const LOGIN_STATUSES = ["passed", "failed", "interrupted"] as const;
export const SESSION_SOURCES = ["made", "reused", "renewed"] as const;

export const LOGIN = z.strictObject({
  id: z.string().describe("the flow's `id`, `@login-` and the number of the attempt"),
  flow: z.string().describe("title of the login flow"),
  spec_path: z.string().describe("of the login flow"),
  needed_by: z.string().describe("`id` of the flow whose attempt needed it first; others wait and share it"),
  attempt: count().describe("number of that attempt"),
  session: z.enum(SESSION_SOURCES).describe(
    "`reused`: an earlier run had stored it; `renewed`: made anew, because the stored one was no longer good",
  ),
  status: z.enum(LOGIN_STATUSES).describe("how its steps ended"),
  passed: z.boolean().describe("true for `passed`"),
  steps_total: count().describe("entries of `steps` and `finally` at top level"),
  steps_executed: count().describe("those of them that began; 0 for a reused one"),
  started_at: instant().describe("RFC 3339 in UTC"),
  duration_ms: ms().describe("milliseconds"),
  error: FAILURE.nullable().describe("the first of `errors`"),
  errors: z.array(FAILURE).describe("of its steps"),
  warnings: z.array(WARNING).describe("what was not as it should be, without failing the login"),
  artifacts: z.array(ARTIFACT).describe("files of the login as a whole"),
  trace_id: traceId().describe("of the attempt that needed it"),
  span_id: spanId().describe("its own, a child of the attempt's; 16 zeros for a reused one"),
  steps: z.array(STEP).describe("empty for a reused one"),
});

const DELIVERY = z.strictObject({
  recorded: count().describe("ended in this run"),
  accepted: count().describe("answered without error"),
  rejected: count().nullable().describe(
    "refused in a partial success; null where the protocol does not let us read it",
  ),
  lost: count().describe("neither accepted nor rejected"),
});

export const RECEIPT = z.strictObject({
  enabled: z.boolean().describe("whether telemetry was on"),
  protocol: z.string().nullable().describe("`http/protobuf`, `http/json` or `grpc`"),
  endpoint: z.string().nullable().describe("without credentials"),
  trace_sampled: z.boolean().nullable().describe("false: the ids are real, nothing was sent"),
  delivered: z.boolean().nullable().describe("whether all of it was accepted; null while that is not known"),
  spans: DELIVERY.describe("spans"),
  data_points: DELIVERY.describe("data points of the metric"),
  flush_ms: ms().nullable().describe("how long the flush took"),
});

export const TOOL = z.strictObject({
  name: z.literal("qa-rig").describe("always `qa-rig`"),
  version: z.string().describe("of qa-rig"),
  deno: z.string().describe("of the runtime"),
  compiled: z.boolean().describe("whether it was the executable"),
});

export const BROWSER = z.strictObject({
  name: z.string().describe("`chromium`, `firefox`, `webkit`, `chrome` or `msedge`"),
  version: z.string().describe("as it says itself"),
  source: z.string().describe("where the executable came from"),
  headless: z.boolean().describe("whether without a window"),
  sandbox: z.boolean().describe("whether its sandbox is on"),
});

export const ENVIRONMENT = z.strictObject({
  os: z.string().describe("system and architecture"),
  ci: z.string().nullable().describe("the CI service, when it is known"),
  vcs: z.strictObject({
    revision: z.string().nullable().describe("commit"),
    branch: z.string().nullable().describe("branch or tag"),
  }).nullable().describe("what CI says of the checkout"),
});

export const RUN_STATUSES = ["passed", "failed", "broken", "interrupted", "incomplete"] as const;

export const RUN = z.strictObject({
  schema_version: z.literal(SCHEMA_VERSION).describe("of this format"),
  tool: TOOL.describe("what made it"),
  run_id: z.string().describe("UUID version 7"),
  status: z.enum(RUN_STATUSES).describe("`incomplete` until the run has ended"),
  exit: z.strictObject({
    code: count().nullable().describe("exit code; null while the run is on"),
    reasons: z.array(z.string()).describe("all that applied"),
  }).describe("how the program ended"),
  started_at: instant().describe("RFC 3339 in UTC"),
  duration_ms: ms().describe("milliseconds"),
  flows_total: count().describe("of the plan"),
  flows_passed: count().describe("passed at the first attempt"),
  flows_failed: count().describe("failed at the last attempt"),
  flows_flaky: count().describe("passed at a later attempt"),
  flows_broken: count().describe("could not start"),
  flows_skipped: count().describe("never started"),
  flows_interrupted: count().describe("cut by a signal"),
  seed: z.int().nullable().describe("of `--shuffle`"),
  shard: z.string().refine((text) => parseShard(text) !== undefined, {
    error: ({ input }) => `expected ${SHARD_FORM}, found ${shown(input)}`,
  }).nullable().describe("as given: `2/5`"),
  browser: BROWSER.nullable().describe("null when none was started"),
  environment: ENVIRONMENT.describe("where it ran"),
  telemetry: RECEIPT.describe("receipt"),
  warnings: z.array(WARNING).describe("of the run as a whole"),
  redactions: count().describe("secrets that the last scan took out of kept files"),
  trace_id: traceId().describe("the trace to open first: of the first failed flow, else of the first, else 32 zeros"),
  logins: z.array(LOGIN).describe("every login of a `session`, in the order of their starts; they are no flows"),
  flows: z.array(FLOW).describe("in plan order, whatever the workers did"),
});

/** What failed, in one class; `expected` and `actual` are texts. */
export type Failure = z.infer<typeof FAILURE>;
/** Something that was not as it should be, without failing anything. */
export type Warning = z.infer<typeof WARNING>;
/** A file that was kept. */
export type Artifact = z.infer<typeof ARTIFACT>;
/** The result of one attempt. */
export type AttemptResult = z.infer<typeof ATTEMPT>;
/** The result of one flow with all its attempts. */
export type FlowResult = z.infer<typeof FLOW>;
/** The result of the login of a `session`. */
export type LoginResult = z.infer<typeof LOGIN>;
/** The whole report. */
export type RunResult = z.infer<typeof RUN>;
/** Which program made the report. */
export type Tool = z.infer<typeof TOOL>;
/** The browser of a run. */
export type BrowserInfo = z.infer<typeof BROWSER>;
/** Where a run took place. */
export type RunEnvironment = z.infer<typeof ENVIRONMENT>;
/** How the program ended. */
export type Exit = RunResult["exit"];
/** What became of the telemetry. */
export type Receipt = z.infer<typeof RECEIPT>;
