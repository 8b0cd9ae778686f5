import type { Expect } from "playwright/test";
import type { Host } from "../host.ts";
import type { HttpClients } from "../network/http_clients.ts";
import type { Masker } from "../mask.ts";
import type { SecretSource } from "../plan/flow.ts";
import type { RunSettings } from "../plan/plan.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import type { RunEvent } from "./event.ts";
import type { RunLogins } from "./run_logins.ts";
import type { Stop } from "./stop.ts";

/** What is the same for every flow of a run. */
export interface RunTools {
  readonly host: Host;
  /** With the certificates and proxies of the run. */
  readonly http: HttpClients;
  readonly telemetry: Telemetry;
  readonly masker: Masker;
  readonly settings: RunSettings;
  readonly runId: string;
  readonly stop: Stop;
  /** What the sessions of flows share. */
  readonly logins: RunLogins;
  /** What could not be written, reports and artifacts alike: with one of them the run is broken. */
  readonly losses: string[];
  /** Absolute paths of the artifacts that this run wrote, or began to. */
  readonly kept: Set<string>;
  /** Says something of the run as a whole, on standard error and in the report. */
  readonly warn: (text: string) => void;
  /** Masks the event and gives it to the reporters; resolves when they have taken it. */
  readonly emit: (event: RunEvent) => Promise<void>;
  /** A public variable of the environment or of `--env-file`. */
  readonly environment: (name: string) => string | undefined;
  /** The value of a secret; all of them were read before the run. */
  readonly secret: (source: SecretSource) => string;
  /** Playwright's `expect`, which loads while the browser starts. */
  readonly expect: () => Promise<Expect<Record<never, never>>>;
}

/** RFC 3339 in UTC, to the millisecond. */
export function instant(host: Host): string {
  return host.now().toISOString();
}
