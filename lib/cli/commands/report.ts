import { UsageError } from "../../errors.ts";
import type { ExitCode } from "../../exit_code.ts";
import type { Host } from "../../host.ts";
import { didYouMean } from "../../near_names.ts";
import type { Command, Invocation } from "../command.ts";

/** What can be done with reports, by name. */
const SUBCOMMANDS: { readonly [name: string]: () => Promise<Command> } = {
  show: async () => (await import("../report/show.ts")).show,
  open: async () => (await import("../report/open.ts")).open,
  convert: async () => (await import("../report/convert.ts")).convert,
  merge: async () => (await import("../report/merge.ts")).merge,
  diff: async () => (await import("../report/diff.ts")).diff,
  rebuild: async () => (await import("../report/rebuild.ts")).rebuild,
  validate: async () => (await import("../report/validate.ts")).validate,
};

/** Works on reports: the first word says how. */
export async function report(invocation: Invocation, host: Host): Promise<ExitCode> {
  const [name, ...paths] = invocation.paths;
  const load = name !== undefined && Object.hasOwn(SUBCOMMANDS, name) ? SUBCOMMANDS[name] : undefined;
  if (load !== undefined) return await (await load())({ ...invocation, paths }, host);
  const names = Object.keys(SUBCOMMANDS);
  const found = name === undefined ? "nothing to do" : `"${name}"`;
  throw new UsageError(`Cannot work on a report: found ${found}, expected one of ${names.join(", ")}`, {
    hint: name === undefined ? 'for example: "qa-rig report show"' : didYouMean(name, names),
  });
}
