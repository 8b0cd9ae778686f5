import type { Action, StepData } from "../../lib/actions/define_action.ts";
import type { Fixture } from "./page_fixture.ts";

/** Runs an action on a page as a step would, from its input as it stands in a file. */
export async function perform<Input>(action: Action<Input>, written: unknown, fixture: Fixture): Promise<StepData> {
  const input = action.input.parse(written);
  return await action.run(input, fixture.context()) ?? {};
}

/** The problems of an input that its schema refuses; empty when it is fine. */
export function problemsOf<Input>(action: Action<Input>, written: unknown): readonly string[] {
  const parsed = action.input.safeParse(written);
  return parsed.success ? [] : parsed.error.issues.map(({ message }) => message);
}
