import { versionsOf } from "../version.ts";
import type { Checkup } from "./checkup.ts";
import { type Finding, ok } from "./finding.ts";
import { readDistribution } from "./read_distribution.ts";

/** The program, its runtime and the system. */
export async function checkProgram({ host }: Omit<Checkup, "runFolder">): Promise<readonly Finding[]> {
  const { version, commit, deno, chromium, compiled } = versionsOf(host);
  const { os, arch, uid, cores } = host.system;
  const made = compiled ? `an executable${commit === null ? "" : ` of commit ${commit}`}` : "run from its source";
  const distribution = await readDistribution(host);
  const where = [`${os} ${arch}`, ...distribution === null ? [] : [distribution.title], `${cores} cores`];
  return [
    ok("version", `qa-rig ${version}, ${made}${chromium === null ? "" : `, with Chromium ${chromium} inside`}`),
    ok("runtime", `Deno ${deno}`),
    ok("system", [...where, ...uid === 0 ? ["root"] : []].join(", ")),
  ];
}
