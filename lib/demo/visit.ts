import type { DemoSite } from "./demo_site.ts";
import type { Session } from "./session.ts";

/** One request to the demo site, with the session of the browser that sent it. */
export interface Visit {
  readonly request: Request;
  readonly url: URL;
  readonly session: Session;
  readonly site: DemoSite;
}

/** Answers a request. */
export type Handler = (visit: Visit) => Response | Promise<Response>;
