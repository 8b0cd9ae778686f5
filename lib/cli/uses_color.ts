import type { Environment, Output } from "../host.ts";
import type { Options } from "./options.ts";

/**
 * Whether a stream gets colour: `--color` decides, then `FORCE_COLOR`, `NO_COLOR` (https://force-color.org,
 * https://no-color.org), then whether it is a terminal that is not of a CI service.
 */
export function usesColor(output: Output, env: Environment, choice: Options["color"]): boolean {
  if (choice !== "auto") return choice === "always";
  const forced = env.get("FORCE_COLOR");
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  if (env.get("NO_COLOR") !== undefined) return false;
  return isInteractive(output, env);
}

/** Whether a person watches this stream, so that progress may be shown on it. */
export function isInteractive(output: Output, env: Environment): boolean {
  return output.isTerminal && env.get("CI") === undefined && env.get("TERM") !== "dumb";
}
