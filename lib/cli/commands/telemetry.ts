import { UsageError } from "../../errors.ts";
import type { ExitCode } from "../../exit_code.ts";
import type { Host } from "../../host.ts";
import { didYouMean } from "../../near_names.ts";
import type { Command, Invocation } from "../command.ts";

/** What can be done with telemetry, by name. */
const SUBCOMMANDS: { readonly [name: string]: () => Promise<Command> } = {
  status: async () => (await import("../telemetry/status.ts")).status,
  test: async () => (await import("../telemetry/test.ts")).test,
  push: async () => (await import("../telemetry/push.ts")).push,
};

/** Shows what is understood of telemetry, tries it, or sends it afterwards: the first word says which. */
export async function telemetry(invocation: Invocation, host: Host): Promise<ExitCode> {
  const [name, ...paths] = invocation.paths;
  const load = name !== undefined && Object.hasOwn(SUBCOMMANDS, name) ? SUBCOMMANDS[name] : undefined;
  if (load !== undefined) return await (await load())({ ...invocation, paths }, host);
  const names = Object.keys(SUBCOMMANDS);
  const found = name === undefined ? "nothing to do" : `"${name}"`;
  throw new UsageError(`Cannot work on telemetry: found ${found}, expected one of ${names.join(", ")}`, {
    hint: name === undefined ? 'for example: "qa-rig telemetry status"' : didYouMean(name, names),
  });
}
