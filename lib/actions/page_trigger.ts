import type { Page } from "playwright";
import type { ActionContext } from "./action_context.ts";
import { type ArmedTrigger, awaited } from "./trigger.ts";

/** Watches for a new window, which gets a name and becomes the current page. */
export function armPage(name: string, context: ActionContext): ArmedTrigger {
  const browserContext = context.page.context();
  const { promise, resolve } = Promise.withResolvers<Page>();
  browserContext.on("page", resolve);
  return {
    async settle() {
      const page = await awaited(promise, context, { wanted: `a new window "${name}"` });
      const loaded = page.waitForLoadState("load", { timeout: 0, signal: context.signal }).then(() => true);
      await awaited(loaded, context, { wanted: `the new window "${name}" to load`, none: "it still loading" });
      context.pages.adopt(name, page);
      return { name, url: page.url() };
    },
    dispose: () => void browserContext.off("page", resolve),
  };
}
