import project from "../../deno.json" with { type: "json" };
import type { Host } from "../host.ts";
import type { Tool } from "../run/result.ts";
import { BUILD } from "./build.ts";
import type { GivenOptions } from "./options.ts";

/** The versions of the program and of what is inside it. */
export interface Versions {
  readonly version: string;
  /** Of an executable: the commit that it was made from. */
  readonly commit: string | null;
  readonly deno: string;
  readonly playwright: string;
  /** The Chromium inside; `null` where there is none. */
  readonly chromium: string | null;
  readonly compiled: boolean;
}

/** The versions of this program. */
export function versionsOf({ system }: Host): Versions {
  return {
    version: project.version,
    commit: BUILD.commit,
    deno: system.denoVersion,
    playwright: project.imports.playwright.split("@").at(-1) ?? "",
    chromium: BUILD.chromium,
    compiled: system.compiled,
  };
}

/** Which program a report is made by. */
export function toolOf(host: Host): Tool {
  const { version, deno, compiled } = versionsOf(host);
  return { name: "qa-rig", version, deno, compiled };
}

/** What `--version` prints, with `--json` as JSON. */
export function versionText(host: Host, { json }: GivenOptions): string {
  const versions = versionsOf(host);
  return json === true ? `${JSON.stringify(versions)}\n` : `qa-rig ${versions.version}\n`;
}
