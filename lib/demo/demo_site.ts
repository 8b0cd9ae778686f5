import type { Host } from "../host.ts";
import { Sessions } from "./session.ts";

/** What lives as long as the site does. */
export interface DemoSite {
  readonly now: () => Date;
  readonly sessions: Sessions;
  /** How often each key of `/api/flaky` was asked for. */
  readonly flakyCalls: Map<string, number>;
  /** Resolves when the site closes: nothing may be left hanging then. */
  readonly closed: Promise<void>;
}

/** A site nobody has visited, and the function that closes it. */
export function demoSite(host: Host): { readonly site: DemoSite; readonly close: () => void } {
  const { promise: closed, resolve: close } = Promise.withResolvers<void>();
  return { site: { now: () => host.now(), sessions: new Sessions(), flakyCalls: new Map(), closed }, close };
}
