import type { Page } from "playwright";
import type { ActionContext, StayDialog } from "./action_context.ts";
import { ActionError } from "./action_error.ts";

/** Runs what leaves a page; throws `ActionError` (`navigation`) as soon as a dialog of the page was answered by staying. */
export async function leavePage<T>(
  what: string,
  body: () => Promise<T>,
  { page, events }: { readonly page: Page | null; readonly events: ActionContext["events"] },
): Promise<T> {
  const left = Promise.withResolvers<never>();
  let asked: StayDialog | null = null;
  using _listener = events.onStay((dialog) => {
    if (page !== null && dialog.page !== page) return;
    asked = dialog;
    dialog.answered.then(() => left.reject(stayed(what, dialog)));
  });
  try {
    return await Promise.race([body(), left.promise]);
  } catch (error) {
    // The navigation itself may be the first to know that it was ended.
    throw asked === null ? error : await left.promise.catch((stayed: unknown) => stayed);
  }
}

function stayed(what: string, { type, message }: StayDialog): ActionError {
  const said = message === "" ? "" : ` "${message}"`;
  const actual = `the page asked to stay by a dialog (${type})${said}, and the step dismissed it`;
  return new ActionError("navigation", `Cannot ${what}: found that ${actual}, expected it to leave`, {
    expected: "the page to leave",
    actual,
    hint: "accept the dialog, with triggers: {dialog: accept}; one that no step expects is accepted as well",
  });
}
