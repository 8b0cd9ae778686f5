/** A part of the numbers, for a quick look: `TEST_FAULT_ROUNDS=0.1`. */
const SHARE = Number(Deno.env.get("TEST_FAULT_ROUNDS") ?? "1");

/** The file that `.ci/run` makes its table from; unset, faults are only printed. */
const LEDGER = Deno.env.get("TEST_FAULTS");

/** How many rounds of a fault are tried. */
export function rounds(count: number): number {
  return Math.max(1, Math.round(count * SHARE));
}

/** Writes a line where the reader of a leg sees it. */
export function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

/** Notes a fault, how often it was tried, and how much was lost; throws when anything was. */
export function tell(fault: string, tried: number, lost: readonly string[]): void {
  const line = `${fault} | ${tried} | ${lost.length}`;
  say(`fault | ${line}`);
  // One write, appended: other legs write there at the same time.
  if (LEDGER !== undefined) Deno.writeTextFileSync(LEDGER, `${line}\n`, { append: true });
  if (lost.length > 0) throw new Error(`${fault}: ${lost.length} of ${tried} lost\n${lost.slice(0, 5).join("\n")}`);
}

/** Tries a fault once; what the body throws is what was lost. */
export async function tryOnce(fault: string, body: () => Promise<void>): Promise<void> {
  const lost: string[] = [];
  try {
    await body();
  } catch (error) {
    lost.push(error instanceof Error ? error.stack ?? error.message : String(error));
  }
  tell(fault, 1, lost);
}

/** Numbers from 0 to below 1 by the round and the try of a round, the same for the same seed. */
export type Moments = (round: number, again?: number) => number;

/** Moments from a seed that is printed; `TEST_FAULT_SEED` gives the ones of another day again. */
export function randomMoments(what: string): Moments {
  const seed = Number(Deno.env.get("TEST_FAULT_SEED") ?? Date.now() % 1_000_000);
  say(`${what}: moments of TEST_FAULT_SEED=${seed}`);
  return (round, again = 0) => mix(mix(mix(seed) + round) + again) / 4_294_967_296;
}

/** The finishing steps of MurmurHash3, 32 bits: neighbours become strangers. */
function mix(number: number): number {
  let hash = (number ^ 0x9e3779b9) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
