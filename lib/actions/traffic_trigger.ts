import type { Request, Response } from "playwright";
import type { Value } from "../plan/value.ts";
import type { ActionContext } from "./action_context.ts";
import type { TrafficTest } from "./traffic_test.ts";
import { type ArmedTrigger, awaited } from "./trigger.ts";

/** Watches for a request of any page. */
export function armRequest(test: TrafficTest<Request>, context: ActionContext): ArmedTrigger {
  const pages = context.page.context();
  return armTraffic(test, context, {
    on: (listener) => pages.on("request", listener),
    off: (listener) => pages.off("request", listener),
    describe: (request) => ({ url: request.url(), method: request.method() }),
  });
}

/** Watches for a response to any page. */
export function armResponse(test: TrafficTest<Response>, context: ActionContext): ArmedTrigger {
  const pages = context.page.context();
  return armTraffic(test, context, {
    on: (listener) => pages.on("response", listener),
    off: (listener) => pages.off("response", listener),
    describe: (response) => ({
      url: response.url(),
      method: response.request().method(),
      status: response.status(),
    }),
  });
}

/** Where events of one kind come from, and what the report says of one. */
interface Events<Event> {
  on(listener: (event: Event) => void): void;
  off(listener: (event: Event) => void): void;
  describe(event: Event): Value;
}

function armTraffic<Event>(test: TrafficTest<Event>, context: ActionContext, events: Events<Event>): ArmedTrigger {
  const { promise, resolve } = Promise.withResolvers<Event>();
  const watch = async (event: Event) => {
    if (await test.fits(event)) resolve(event);
  };
  events.on(watch);
  return {
    settle: async () => events.describe(await awaited(promise, context, test)),
    dispose: () => events.off(watch),
  };
}
