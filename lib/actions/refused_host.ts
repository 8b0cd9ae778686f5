import type { Page, Request } from "playwright";
import type { ActionContext } from "./action_context.ts";
import { ActionError } from "./action_error.ts";
import { leavePage } from "./leave_page.ts";

/** The failure of a step that wanted to reach a host which `--allow-hosts` does not name. */
export function refusedHost(what: string, hostname: string): ActionError {
  return new ActionError("policy", `Cannot ${what}: host "${hostname}" is not among --allow-hosts`, {
    expected: "a host among --allow-hosts",
    actual: hostname,
  });
}

/** Runs a navigation of a page; throws `ActionError` (`policy`) when it ended, also after redirects, at a refused host, and (`navigation`) when the page asked to stay. */
export async function navigate<T>(
  what: string,
  body: () => Promise<T>,
  { page, hosts, events }: { readonly page: Page } & Pick<ActionContext, "hosts" | "events">,
): Promise<T> {
  const leave = () => leavePage(what, body, { page, events });
  if (hosts === null) return await leave();
  let refused: string | null = null;
  const look = (request: Request) => {
    if (!request.isNavigationRequest() || request.frame().parentFrame() !== null) return;
    const { hostname } = new URL(request.url());
    if (!hosts.has(hostname)) refused = hostname;
  };
  page.on("requestfailed", look);
  try {
    return await leave();
  } catch (error) {
    throw refused === null ? error : refusedHost(what, refused);
  } finally {
    page.off("requestfailed", look);
  }
}
