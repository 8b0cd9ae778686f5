import type { Host } from "../host.ts";
import type { RunEnvironment } from "../run/result.ts";
import { detectCi } from "../telemetry/ci.ts";

/** Where this run takes place, as far as the environment says. */
export function runEnvironment({ env, system }: Host): RunEnvironment {
  const ci = detectCi(env);
  const revision = ci?.attributes["vcs.ref.head.revision"] ?? null;
  const branch = ci?.attributes["vcs.ref.head.name"] ?? null;
  return {
    os: `${system.os} ${system.arch}`,
    ci: ci?.name ?? (env.get("CI") === undefined ? null : "unknown"),
    vcs: revision === null && branch === null ? null : { revision, branch },
  };
}
