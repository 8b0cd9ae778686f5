import type { Place } from "../errors.ts";
import type { BrowserSettings } from "./browser_settings.ts";
import type { StepNode } from "./step_node.ts";
import type { Template } from "./template.ts";
import type { Value, Written } from "./value.ts";

/** A variable with the value it starts with; evaluated once at the start of each attempt, in order. */
export interface Variable {
  readonly name: string;
  readonly value: Written;
  readonly at: Place;
}

/** Where a secret comes from. */
export interface SecretSource {
  readonly name: string;
  readonly from: { readonly env: string } | { readonly file: string };
  readonly at: Place;
}

/** Steps to run when an element turns up at any time, such as a cookie banner; `times` is how often at most. */
export interface Handler {
  readonly when: { readonly [key: string]: Written };
  readonly steps: readonly StepNode[];
  readonly times: number;
}

/** One row of `each`. */
export type Row = { readonly [key: string]: Value };

/** A login flow whose storage state is reused; times in milliseconds. */
export interface FlowSession {
  readonly part: Part;
  /** Values for the inputs of the part, by the variables of the flow. */
  readonly given: { readonly [name: string]: Written };
  readonly key: string | Template;
  readonly maxAgeMs: number;
  /** Steps of the flow itself, which fail when a stored state is no longer good. */
  readonly valid: readonly StepNode[];
  /** Names after `env.` in the part and in its own parts. */
  readonly envNames: readonly string[];
}

const PART = Symbol("part");

/** What a part and a flow have in common; a part is what `use` names. */
export interface Part {
  /** Tells a part from data of the same shape. */
  readonly [PART]: true;
  /** Relative to the working folder, `/` on every system, `-` for standard input. */
  readonly specPath: string;
  readonly title: string;
  readonly inputs: readonly string[];
  readonly vars: readonly Variable[];
  readonly secrets: readonly SecretSource[];
  readonly locators: { readonly [name: string]: { readonly [key: string]: Written } };
  readonly steps: readonly StepNode[];
  readonly finally: readonly StepNode[];
}

/** A flow file with its suites applied; `null` is "not said here". */
export interface Flow extends Part {
  readonly description: string | null;
  readonly suite: string | null;
  readonly baseUrl: string | Template | null;
  readonly tags: readonly string[];
  readonly browser: BrowserSettings;
  readonly timeoutMs: number | null;
  readonly stepTimeoutMs: number | null;
  readonly retries: number | null;
  readonly serial: boolean;
  readonly each: readonly Row[] | null;
  /** The file that the rows stand in, relative to the flow file. */
  readonly eachFile?: string;
  readonly session: FlowSession | null;
  readonly handlers: readonly Handler[];
  readonly before: readonly StepNode[];
  readonly after: readonly StepNode[];
  /** Names after `env.` anywhere in the file and its parts: the only ones that are read. */
  readonly envNames: readonly string[];
  readonly at: Place;
}

/** Makes a part, or what a flow has of one. */
export function makePart<Fields extends Omit<Part, typeof PART>>(fields: Fields): Fields & Part {
  return { [PART]: true, ...fields };
}

/** Whether a value is a parsed part, not data that looks like one. */
export function isPart(value: unknown): value is Part {
  return typeof value === "object" && value !== null && PART in value;
}
