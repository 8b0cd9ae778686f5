import { basename } from "node:path";
import * as z from "zod";
import type { ActionContext } from "./action_context.ts";
import { text } from "./scalar.ts";

/** The picture that a step compares with, in a folder beside the flow file. */
export interface Baseline {
  /** Absolute. */
  readonly path: string;
  /** Relative to the flow file, with `/`: `checkout.screenshots/cart-chromium-linux.png`. */
  readonly shown: string;
  /** `null` when there is none yet. */
  readonly bytes: Uint8Array | null;
}

/** The name of a baseline, as a step gives it; no path, and nothing that one of the systems refuses in a name. */
export function baselineName(): z.ZodType<string> {
  return text().superRefine((written, context) => {
    // deno-lint-ignore no-control-regex
    if (typeof written !== "string" || !/^\.*$|[\\/:*?"<>|\u0000-\u001f]/.test(written)) return;
    context.addIssue({ code: "custom", message: `expected a file name, found ${JSON.stringify(written)}` });
  });
}

/** Looks for the baseline of a name; each browser and system draws in its own way, so each has its own. */
export async function findBaseline(name: string, { files, settings }: ActionContext): Promise<Baseline> {
  const flow = files.specPath === "-" ? "stdin" : basename(files.specPath).replace(/(\.flow)?\.(ya?ml|json)$/i, "");
  const shown = `${flow}.screenshots/${name.replace(/\.png$/i, "")}-${settings.browserName}-${settings.os}.png`;
  const path = await files.resolve(shown);
  return { path, shown, bytes: await files.isFile(path) ? await files.readBytes(path) : null };
}
