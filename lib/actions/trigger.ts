import type { Value } from "../plan/value.ts";
import type { ActionContext } from "./action_context.ts";
import { ActionError } from "./action_error.ts";
import { settled } from "./poll.ts";

/** One trigger that watches. */
export interface ArmedTrigger {
  /** Waits for the event and checks it; gives what stands in the step's `data`. */
  settle(): Promise<Value>;
  /** Whether an action failed only because it set off what is watched for; never where it is left out. */
  explains?(error: unknown): boolean;
  /** Stops watching. */
  dispose(): void;
}

/** What is waited for, for people, and what is said when it does not come. */
interface Wish {
  readonly wanted: string;
  /** The last event that nearly fitted: what was not as it should be. */
  near?(): string | null;
  readonly none?: string;
  readonly hint?: string;
}

/** The event, or the failure to see it within the step's time: `timeout`, or `assertion` when another one nearly fitted. */
export async function awaited<Event>(event: Promise<Event>, context: ActionContext, wish: Wish): Promise<Event> {
  const seen = await settled(event, context.limits()).catch((error) => {
    // An action that took all the time leaves none to wait in: what did not come is still what is to be said.
    if (context.signal.aborted) return null;
    throw error;
  });
  if (seen !== null) return seen;
  const near = wish.near?.() ?? null;
  const actual = near ?? wish.none ?? "none";
  const message = `Expected ${wish.wanted}: found ${actual}`;
  const hint = wish.hint === undefined ? {} : { hint: wish.hint };
  throw new ActionError(near === null ? "timeout" : "assertion", message, { expected: wish.wanted, actual, ...hint });
}
