import type { Page, Response } from "playwright";
import { ActionError } from "./action_error.ts";
import type { ActionContext } from "./action_context.ts";
import type { StepData } from "./define_action.ts";
import { navigate } from "./refused_host.ts";

/** A direction in the history of a page, with Playwright's method and the browser's own property. */
const WAYS = {
  back: { method: "goBack", possible: "canGoBack" },
  forward: { method: "goForward", possible: "canGoForward" },
} as const;

/** Goes one page back or forward; throws `ActionError` (`navigation`) when there is none. */
export async function travel(
  way: keyof typeof WAYS,
  waitUntil: "load" | "domcontentloaded" | "networkidle" | "commit",
  { page, limits, hosts, events }: ActionContext,
): Promise<StepData> {
  const { method, possible } = WAYS[way];
  const from = page.url();
  const isPossible = await page.evaluate(`globalThis.navigation?.${possible} ?? false`);
  const go = () => page[method]({ waitUntil, ...limits() });
  const response = await navigate(`go ${way}`, go, { page, hosts, events });
  if (response === null && isPossible === false && page.url() === from) throw nothingThere(way, page);
  return { status: statusOf(response) };
}

function nothingThere(way: keyof typeof WAYS, page: Page): ActionError {
  const place = way === "back" ? "before" : "after";
  return new ActionError("navigation", `Cannot go ${way}: found no page ${place} "${page.url()}", expected one`);
}

/** `null` for a page that was kept by the browser, or that changed without a request. */
function statusOf(response: Response | null): number | null {
  return response?.status() ?? null;
}
