import { isPart, type Part } from "./flow.ts";

/** A flow or part itself, and every part that it uses, at any depth. */
export function partsIn(flow: Part): readonly Part[] {
  const found: Part[] = [];
  const seen = new Set<object>();
  visit(flow);
  return found;

  function visit(value: unknown): void {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (isPart(value)) found.push(value);
    for (const child of Object.values(value)) visit(child);
  }
}
