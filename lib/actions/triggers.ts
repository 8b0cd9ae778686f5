import * as z from "zod";
import type { ActionContext } from "./action_context.ts";

import type { StepData } from "./define_action.ts";
import { armDialog, dialogInput } from "./dialog_trigger.ts";
import { armDownload, downloadInput } from "./download_trigger.ts";
import { armPage, pageInput } from "./page_trigger.ts";
import { requestInput, requestTest, responseInput, responseTest } from "./traffic_test.ts";
import { armRequest, armResponse } from "./traffic_trigger.ts";
import type { ArmedTrigger } from "./trigger.ts";

/** The step option `triggers`: what the action must set off. */
export const TRIGGERS = z.strictObject({
  response: z.exactOptional(responseInput().describe("a response: its URL, or {url, method, status, json}")),
  request: z.exactOptional(requestInput().describe("a request: its URL, or {url, method, json}")),
  download: z.exactOptional(
    downloadInput().describe("a download: a glob for its name, or {file_name, size, text, as}"),
  ),
  dialog: z.exactOptional(dialogInput().describe("a dialog: accept or dismiss, or {accept, answer, message}")),
  page: z.exactOptional(
    pageInput().describe("a new window, which gets this name and becomes current, or {as, wait_until}"),
  ),
}).refine((input) => Object.keys(input).length > 0, {
  error: "expected one of response, request, download, dialog, page, found none",
});

/** What an action must set off. */
export type TriggersInput = z.infer<typeof TRIGGERS>;

/** Triggers that watch; dispose them in any case. */
export interface ArmedTriggers {
  /** Waits for all of them within the step's time and checks them; throws `ActionError` that names what was waited for. */
  settle(): Promise<StepData>;
  /** Whether an action failed only because it set off what is watched for. */
  explains(error: unknown): boolean;
  /** Stops watching. */
  dispose(): void;
}

/** Variables that triggers set, so that later steps may use them. */
export function capturesOfTriggers({ download }: TriggersInput): readonly string[] {
  return typeof download === "object" && download.as !== undefined ? [download.as] : [];
}

/** Begins to watch, before the action: a quick response would be gone after it. */
export async function armTriggers(input: TriggersInput, context: ActionContext): Promise<ArmedTriggers> {
  const armed = await armAll(input, context);
  return {
    async settle() {
      const data: Record<string, StepData[string]> = {};
      for (const [name, trigger] of armed) data[name] = await trigger.settle();
      return data;
    },
    explains: (error) => armed.some(([, trigger]) => trigger.explains?.(error) ?? false),
    dispose() {
      for (const [, trigger] of armed) trigger.dispose();
    },
  };
}

async function armAll(
  { response, request, download, dialog, page }: TriggersInput,
  context: ActionContext,
): Promise<readonly (readonly [string, ArmedTrigger])[]> {
  const { baseUrl } = context;
  const armed: (readonly [string, ArmedTrigger])[] = [];
  // The tests are made first: nothing may be awaited between the first watch and the action.
  const responses = response === undefined ? null : await responseTest(response, baseUrl);
  const requests = request === undefined ? null : await requestTest(request, baseUrl);
  if (dialog !== undefined) armed.push(["dialog", armDialog(dialog, context)]);
  if (responses !== null) armed.push(["response", armResponse(responses, context)]);
  if (requests !== null) armed.push(["request", armRequest(requests, context)]);
  if (download !== undefined) armed.push(["download", armDownload(download, context)]);
  if (page !== undefined) armed.push(["page", armPage(page, context, download !== undefined)]);
  return armed;
}
