import type { Expect } from "playwright/test";
import type { LocatorInput } from "../actions/locator.ts";
import type { Session } from "../browser/session.ts";
import type { SessionSettings } from "../browser/session_settings.ts";
import { fillIn } from "../plan/fill_in.ts";
import type { Scope } from "../plan/expression.ts";
import type { Part } from "../plan/flow.ts";
import type { PlannedFlow } from "../plan/plan.ts";
import type { Span } from "../telemetry/telemetry.ts";
import type { Artifacts } from "./artifacts.ts";
import type { StepPath } from "./event.ts";
import type { StepsFailed } from "./failure.ts";
import type { InnerResults } from "./inner_results.ts";
import type { Recordings } from "./recordings.ts";
import type { BrowserInfo, Failure, StepResult, Warning } from "./result.ts";
import type { RunTools } from "./run_tools.ts";
import type { VariableScope } from "./variable_scope.ts";

/** What is the same for every step of one attempt. */
export interface Attempt {
  readonly tools: RunTools;
  readonly flow: PlannedFlow;
  readonly number: number;
  readonly session: Session;
  /** What the session was opened with. */
  readonly settings: SessionSettings;
  readonly expect: Expect<Record<never, never>>;
  readonly baseUrl: string | null;
  readonly browser: BrowserInfo;
  readonly artifacts: Artifacts;
  readonly warnings: Warning[];
  readonly recordings: Recordings;
  /** Results of steps inside other steps. */
  readonly inner: InnerResults;
  /** What the running step could do only in part. */
  readonly degraded: Failure[];
  /** What runs now, innermost: what turns up at any time interrupts it. */
  running: RunningTry | null;
}

/** One try of a step while it runs. */
export interface RunningTry {
  readonly frame: StepFrame;
  readonly holder: Holder;
}

/** Where the children of a step go. */
export interface Holder {
  readonly path: StepPath;
  /** Gets the result of every child. */
  readonly children: StepResult[];
  /** Of steps inside that failed although what comes after them goes on: they fail this one when it has ended. */
  readonly failures: StepsFailed[];
  /** How many lists ran inside so far: each is a round of its own. */
  rounds: number;
  /** Ends when the last handler that interrupted the try has. */
  handling: Promise<void>;
  /** Whether the try was left behind: what it still does must not reach the steps after it. */
  isLeft: boolean;
}

/** Where a list of steps runs: all that a step needs to know about its surroundings. */
export interface StepFrame {
  readonly attempt: Attempt;
  readonly phase: StepResult["phase"];
  /** Of the step that holds the list; empty at top level. */
  readonly path: StepPath;
  /** Which run of this list it is, from 1. */
  readonly round: number;
  readonly iteration: string | null;
  /** Whether the flow may go on after a failure here, because a step around it is optional, soft or tried again. */
  readonly mayGoOn: boolean;
  readonly span: Span;
  readonly variables: VariableScope;
  /** Variables that only this list sees. */
  readonly local: Scope;
  /** The flow or part whose steps these are: its locators and its folder. */
  readonly part: Part;
  /** Aborted with a `Cut` when the list has to end. */
  readonly signal: AbortSignal;
}

/** What an expression in this frame can see. */
export function scopeOf(frame: StepFrame): Scope {
  return frame.variables.all(frame.local);
}

/** The named locators of this frame's file, templates filled in. */
export function locatorsOf(frame: StepFrame): { readonly [name: string]: LocatorInput } {
  return fillIn(frame.part.locators, scopeOf(frame)) as { readonly [name: string]: LocatorInput };
}
