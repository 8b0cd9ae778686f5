import type { Flow, Row } from "./flow.ts";
import type { Quarantine } from "./quarantine.ts";

/** A flow that will run: every default is filled in, one for each row of `each`. */
export interface PlannedFlow extends Flow {
  /** `spec_path`, for a row `spec_path#row` (from 1). */
  readonly id: string;
  readonly row: Row | null;
  readonly timeoutMs: number;
  readonly retries: number;
  /** For all of `finally` and `after`. */
  readonly finallyTimeoutMs: number;
  /** Its failures do not fail the run; `null` when they do. */
  readonly quarantine: Quarantine | null;
  /** Texts given with `--var` and `--var-file`; they win over `vars` and `row`. */
  readonly overrides: { readonly [name: string]: string };
}

/** When artifacts of a kind are kept. */
export type Keep = "off" | "on" | "on-failure";

/** Choices that hold for the whole run. */
export interface RunSettings {
  readonly workers: number;
  /** Error classes that are tried again; `null` is all but `flow_file`. */
  readonly retryOn: readonly string[] | null;
  /** Stop after this many failed flows; `null` never. */
  readonly maxFailures: number | null;
  readonly failOnFlaky: boolean;
  readonly runTimeoutMs: number | null;
  /** Absolute. */
  readonly outputFolder: string;
  readonly screenshot: Keep;
  readonly trace: Keep;
  readonly video: Keep;
  /** `--record-secrets`: a flow with secrets is recorded like any other. */
  readonly recordSecrets: boolean;
  readonly updateSnapshots: boolean;
  /** How long every answer of the browser is held back, so that a person can follow; in milliseconds. */
  readonly slowMoMs: number;
  /** `--fresh-sessions`: states of logins that earlier runs have stored are not used. */
  readonly freshSessions: boolean;
  /** `--cache-dir`, absolute; `null` is the user's own. */
  readonly cacheFolder: string | null;
  /** Folders that a flow file may name files in, beside its own and the working folder; absolute. */
  readonly allowRead: readonly string[];
  readonly seed: number | null;
  readonly shard: { readonly index: number; readonly count: number } | null;
}

/** What a run will do, decided before anything is done. */
export interface Plan {
  readonly flows: readonly PlannedFlow[];
  readonly settings: RunSettings;
}
