import type { Part, SecretSource } from "./flow.ts";
import { partsIn } from "./parts_in.ts";

/** The secrets that a flow declares, and those of every part that it uses, at any depth. */
export function secretsIn(flow: Part): readonly SecretSource[] {
  return partsIn(flow).flatMap(({ secrets }) => secrets);
}
