import * as z from "zod";
import type { ActionContext, DialogAnswer } from "./action_context.ts";
import { ActionError } from "./action_error.ts";
import { linearPattern, linearSource, parsePattern } from "./pattern.ts";
import { choice, flag, text } from "./scalar.ts";
import { scalarOrMap } from "./scalar_or_map.ts";
import { type ArmedTrigger, awaited } from "./trigger.ts";

/** How a dialog is answered, and what it must say. */
export interface DialogConditions {
  /** `true` where nothing is said. */
  readonly accept?: boolean;
  /** The text for a prompt. */
  readonly answer?: string;
  readonly message?: string;
}

/** `accept`, `dismiss`, or `{accept, answer, message}`. */
export type DialogInput = "accept" | "dismiss" | DialogConditions;

/** A dialog that is waited for. */
export function dialogInput(): z.ZodType<DialogInput> {
  const conditions = z.strictObject({
    accept: z.exactOptional(flag().describe("false: dismiss it; default true")),
    answer: z.exactOptional(text().describe("the text for a prompt")),
    message: z.exactOptional(messageText().describe("what it must say, whole, or /…/")),
  });
  return scalarOrMap(choice("accept", "dismiss"), conditions);
}

/** Only what stands between slashes is a pattern. */
function messageText(): z.ZodType<string> {
  return text().superRefine((written, context) => {
    if (typeof written !== "string" || !written.startsWith("/")) return;
    for (const { message } of linearSource().safeParse(written).error?.issues ?? []) {
      context.addIssue({ code: "custom", message });
    }
  });
}

/** Answers the next dialog; its message is checked afterwards, because the page waits for the answer. */
export function armDialog(input: DialogInput, context: ActionContext): ArmedTrigger {
  const conditions = typeof input === "string" ? { accept: input === "accept" } : input;
  const stop = new AbortController();
  const seen = context.events.expectDialog({ ...answerOf(conditions), signal: stop.signal });
  // When the action itself fails, nobody waits for the dialog any more.
  seen.catch(() => {});
  return {
    async settle() {
      const { message } = conditions;
      const said = message === undefined ? "" : ` "${message}"`;
      const dialog = await awaited(seen, context, { wanted: `a dialog${said}` });
      if (message !== undefined && !await isSaid(message, dialog.message)) {
        const details = { expected: message, actual: dialog.message };
        throw new ActionError("assertion", `Expected the dialog "${message}": found "${dialog.message}"`, details);
      }
      return { type: dialog.type, message: dialog.message };
    },
    dispose: () => stop.abort(),
  };
}

function answerOf({ accept = true, answer }: DialogConditions): DialogAnswer {
  return { accept, ...(answer === undefined ? {} : { answer }) };
}

async function isSaid(wanted: string, message: string): Promise<boolean> {
  if (parsePattern(wanted) === null) return wanted === message;
  return (await linearPattern(wanted)).match(message) !== null;
}
