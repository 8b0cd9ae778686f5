import { isPart, type Part, type SecretSource } from "./flow.ts";

/** The secrets that a flow declares, and those of every part that it uses, at any depth. */
export function secretsIn(flow: Part): readonly SecretSource[] {
  const found: SecretSource[] = [];
  const seen = new Set<object>();
  visit(flow);
  return found;

  function visit(value: unknown): void {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (isPart(value)) found.push(...value.secrets);
    for (const child of Object.values(value)) visit(child);
  }
}
