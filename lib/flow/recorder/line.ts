import type { LocatorInput } from "../../actions/locator.ts";
import type { Value } from "../../plan/value.ts";
import type { RecordedStep } from "./recording.ts";

/** A step as it will stand in the flow file. */
export type WrittenStep = { readonly [key: string]: Value } | string;

/** What becomes of a recorded step: steps of a flow, or a comment where a flow has no word for it. */
export type Line =
  | { readonly type: "step"; readonly step: WrittenStep }
  | { readonly type: "comment"; readonly text: string };

/** What is known while steps are converted. */
export interface ConvertScope {
  /** A URL as the flow says it: a path where it is below `base_url`. */
  url(recorded: string): string;
  /** A text of the page, typed or shown; passwords become secrets. */
  text(recorded: string): string;
  /** The same for a text in which a `${` is no expression any more. */
  withoutPasswords(written: string): string;
  /** A value that only the recording knows, for a comment: passwords are gone. */
  shown(value: unknown): string;
  /** Whether somewhere in the recording a value is typed into the element of a step. */
  isField(step: RecordedStep): boolean;
  /** The attribute that the page marks its elements with for tests. */
  readonly testIdAttribute: string;
  /** Modifiers that are down. */
  readonly held: readonly string[];
  warn(message: string): void;
}

/** A line for a step with one action. */
export function stepLine(action: string, input: Value | LocatorInput): Line {
  // A locator is data like any other.
  return { type: "step", step: { [action]: input as Value } };
}

/** A comment, of which the person is warned too. */
export function commentLine(text: string, { warn }: Pick<ConvertScope, "warn">): Line {
  warn(text);
  return { type: "comment", text };
}
