import type {
  AttemptResult,
  BrowserInfo,
  Exit,
  FlowResult,
  LoginResult,
  RunEnvironment,
  StepResult,
  Tool,
  Warning,
} from "./result.ts";
import type { Receipt } from "../telemetry/telemetry.ts";

/** A flow before it runs, as far as reporters need it. */
export type FlowHead = Pick<
  FlowResult,
  "id" | "flow" | "spec_path" | "tags" | "row" | "quarantine" | "steps_total" | "base_url"
>;

/** A login before it runs, as far as reporters need it. */
export type LoginHead = Pick<
  LoginResult,
  | "id"
  | "flow"
  | "spec_path"
  | "needed_by"
  | "attempt"
  | "session"
  | "steps_total"
  | "started_at"
  | "trace_id"
  | "span_id"
>;

/** Where a step stands in its attempt: positions from 1 in each list from outside in; `round` counts runs of that list from 1. */
export type StepPath = readonly { readonly index: number; readonly round: number }[];

/** Steps that may stand inside each other; more is a failure of the innermost. */
export const MOST_NESTED = 200;

/** Results of steps inside other steps that the report keeps of an attempt. */
export const MOST_INNER = 20_000;

/** Whether a report keeps the result beside so many others; there is as much room again for those that did not pass. */
export function hasRoomFor({ status }: StepResult, kept: number): boolean {
  return kept < (status === "passed" || status === "skipped" ? MOST_INNER : 2 * MOST_INNER);
}

/** Something that happened in a run; `at` is RFC 3339 in UTC. Secrets are masked already. */
export type RunEvent =
  | {
    readonly type: "run_started";
    readonly at: string;
    readonly run_id: string;
    readonly tool: Tool;
    readonly environment: RunEnvironment;
    readonly seed: number | null;
    readonly shard: string | null;
    readonly telemetry: Receipt;
    readonly flows: readonly FlowHead[];
  }
  | { readonly type: "browser_started"; readonly at: string; readonly worker: number; readonly browser: BrowserInfo }
  | { readonly type: "flow_started"; readonly at: string; readonly flow: string }
  | {
    readonly type: "attempt_started";
    readonly at: string;
    readonly flow: string;
    readonly attempt: number;
    /** How many there may be at most: `attempt 2 of 3`. */
    readonly attempts_max?: number;
    readonly base_url: string | null;
    readonly trace_id: string;
    readonly span_id: string;
  }
  | { readonly type: "login_started"; readonly at: string; readonly login: LoginHead }
  | {
    /** Of a login's step `flow` is the login's id. */
    readonly type: "step_started";
    readonly at: string;
    readonly flow: string;
    readonly attempt: number;
    readonly phase: StepResult["phase"];
    readonly path: StepPath;
    readonly name: string;
    readonly action: string;
    /** As in the result: what a report knows of a step that never ended. */
    readonly place?: StepResult["at"];
    readonly iteration?: string | null;
  }
  | {
    /** Also for a skipped step, which never started. */
    readonly type: "step_ended";
    readonly at: string;
    readonly flow: string;
    readonly attempt: number;
    readonly path: StepPath;
    readonly result: StepResult;
  }
  | { readonly type: "login_ended"; readonly at: string; readonly result: LoginResult }
  | {
    readonly type: "attempt_ended";
    readonly at: string;
    readonly flow: string;
    /** With its steps, also when it is the last. */
    readonly result: AttemptResult;
  }
  | { readonly type: "flow_ended"; readonly at: string; readonly flow: string; readonly result: FlowResult }
  | { readonly type: "warning"; readonly at: string; readonly flow: string | null; readonly warning: Warning }
  | {
    /** The last event of the runner; the receipt and the final exit come with `run_closed`. */
    readonly type: "run_ended";
    readonly at: string;
    readonly duration_ms: number;
    readonly exit: Exit;
  }
  | {
    readonly type: "run_closed";
    readonly at: string;
    readonly exit: Exit;
    readonly telemetry: Receipt;
    readonly redactions: number;
  };

/** Takes every event of a run in order; a rejection stops this reporter only. */
export type Reporter = (event: RunEvent) => void | Promise<void>;
