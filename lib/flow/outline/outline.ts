import type { Row } from "../../plan/flow.ts";

/** What `plan` shows: the shape of its JSON, and what its other formats are made from. */
export interface PlanOutline {
  readonly schema_version: 1;
  readonly flows_total: number;
  readonly steps_total: number;
  readonly touches: Touches;
  readonly warnings: readonly OutlineWarning[];
  readonly flows: readonly FlowOutline[];
}

/** Something in a flow file that is of no use. */
export interface OutlineWarning {
  readonly message: string;
  readonly hint: string | null;
  readonly at: OutlinePlace | null;
}

/** A place in a file, from 1. */
export interface OutlinePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What a run needs of the world; names only, never values of the environment or of secrets. */
export interface Touches {
  /** With their port; as they are written where an expression decides. */
  readonly hosts: readonly string[];
  /** Relative to the working folder. */
  readonly files: readonly string[];
  readonly secrets: readonly SecretOutline[];
  /** Variables of the environment, those of secrets among them. */
  readonly environment: readonly string[];
}

/** A secret and where it comes from. */
export interface SecretOutline {
  readonly name: string;
  readonly env: string | null;
  readonly file: string | null;
}

/** One planned flow; every key is always there. */
export interface FlowOutline {
  /** From 1. */
  readonly number: number;
  readonly id: string;
  readonly flow: string;
  readonly spec_path: string;
  readonly description: string | null;
  readonly suite: string | null;
  readonly tags: readonly string[];
  readonly base_url: string | null;
  readonly row: Row | null;
  readonly serial: boolean;
  readonly retries: number;
  readonly timeout_ms: number;
  readonly finally_timeout_ms: number;
  readonly session: { readonly use: string; readonly key: string; readonly max_age_ms: number } | null;
  readonly handlers: readonly HandlerOutline[];
  readonly touches: Touches;
  /** With those inside steps, in each round that is shown. */
  readonly steps_total: number;
  readonly steps: readonly StepOutline[];
}

/** Steps for what may turn up at any time. */
export interface HandlerOutline {
  readonly when: string;
  readonly times: number;
  readonly steps: readonly StepOutline[];
}

/** Which list of a flow a step stands in. */
export type Phase = "before" | "steps" | "finally" | "after" | "handler";

/** One step. */
export interface StepOutline {
  /** `4`, and `4.2` for the second step inside. */
  readonly number: string;
  readonly phase: Phase;
  readonly name: string;
  readonly action: string;
  readonly at: OutlinePlace;
  readonly if: string | null;
  readonly timeout_ms: number | null;
  readonly retry: { readonly times: number; readonly delay_ms: number } | null;
  readonly optional: boolean;
  readonly soft: boolean;
  /** What the action must set off: `response`, `dialog`, … */
  readonly triggers: readonly string[];
  /** `false` when nothing leads to it, whatever the values are. */
  readonly reachable: boolean;
  readonly rounds: readonly RoundOutline[];
}

/** Steps inside a step: once, or for each round of a loop. */
export interface RoundOutline {
  /** `2 of 3`, `item Teapot`; what decides where only a run knows; `null` for steps that run once. */
  readonly iteration: string | null;
  readonly steps: readonly StepOutline[];
}
