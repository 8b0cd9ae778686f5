/** Numbers below a bound; mulberry32, so that every machine makes the same. */
export type Random = (below: number) => number;

/** A sequence that a seed decides. */
export function seededRandom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** JSON that a value is replaced by: what other programs write, and what nobody should. */
const REPLACEMENTS = [
  ...["null", "true", "false", "0", "-1", "1.5", "1e999", "1e308", "9007199254740991", "-0", "[]", "{}", '""'],
  ...['"not-a-date"', '"2026-13-45T99:99:99.000Z"', '"+275760-09-13T00:00:00.000Z"', '"1969-12-31T23:59:59.000Z"'],
  ...['"passed"', '"failed"', '"unknown"', '"2/20000000"', '"0/0"', '"../../../etc/passwd"', '"/etc/passwd"'],
  ...['"\\ud83d"', '"\\u0000\\u001b[2J"', '"C:\\\\x"', '"0"', '{"__proto__":{"passed":true}}', "[[[[[[]]]]]]"],
  "[".repeat(6_000) + "]".repeat(6_000),
  JSON.stringify("x".repeat(100_000)),
];

type Container = Record<string, unknown> | unknown[];

/** The text of a JSON value that was changed in one to three places. */
export function mutatedJson(text: string, random: Random): string {
  const value = JSON.parse(text);
  const marks: string[] = [];
  for (let changes = 1 + random(3); changes > 0; changes--) change(value, random, marks);
  const changed = JSON.stringify(value).replace(/"@@(\d+)@@"/g, (_, index) => marks[Number(index)] ?? "null");
  if (random(20) > 0) return changed;
  const at = random(changed.length);
  return changed.slice(0, at) + changed.slice(at + random(3) * 40 + 1);
}

function change(root: unknown, random: Random, marks: string[]): void {
  const holders = [...containersIn(root)];
  const holder = holders[random(holders.length)];
  if (holder === undefined) return;
  const keys = Object.keys(holder);
  const key = keys[random(keys.length)] ?? "0";
  const replacement = () => `@@${marks.push(REPLACEMENTS[random(REPLACEMENTS.length)] ?? "null") - 1}@@`;
  switch (random(6)) {
    case 0:
      if (Array.isArray(holder)) holder.push(structuredClone(holder[random(Math.max(1, holder.length))] ?? null));
      else holder[`added${random(3)}`] = replacement();
      break;
    case 1:
      if (Array.isArray(holder)) holder.splice(random(Math.max(1, holder.length)), 1);
      else delete holder[key];
      break;
    default:
      Reflect.set(holder, key, replacement());
  }
}

function* containersIn(value: unknown): Generator<Container> {
  if (typeof value !== "object" || value === null) return;
  yield value as Container;
  for (const inner of Object.values(value)) yield* containersIn(inner);
}
