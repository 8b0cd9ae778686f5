// Prints the faults that the legs noted in the file of TEST_FAULTS as a table: deno run -A tests/legs/fault_table.ts
// Exit 1 when one lost anything, or when no fault was noted at all.

/** A line of the table. */
interface Fault {
  readonly name: string;
  readonly tried: number;
  readonly lost: number;
}

/** The faults of a ledger in order; those that were noted more than once are added up. */
export function readLedger(text: string): readonly Fault[] {
  const faults = new Map<string, Fault>();
  for (const line of text.split("\n")) {
    const [, name, tried, lost] = /^(.*) \| (\d+) \| (\d+)$/.exec(line) ?? [];
    if (name === undefined) continue;
    const before = faults.get(name) ?? { name, tried: 0, lost: 0 };
    faults.set(name, { name, tried: before.tried + Number(tried), lost: before.lost + Number(lost) });
  }
  return [...faults.values()];
}

/** The table, with the sums in its last line. */
export function faultTable(faults: readonly Fault[]): string {
  const sum = (key: "tried" | "lost") => faults.reduce((all, fault) => all + fault[key], 0);
  const total = { name: `${faults.length} faults`, tried: sum("tried"), lost: sum("lost") };
  const width = Math.max(...[...faults, total].map(({ name }) => name.length));
  const row = (name: string, tried: string, lost: string) =>
    `${name.padEnd(width)} | ${tried.padStart(6)} | ${lost.padStart(6)}`;
  const rule = `${"-".repeat(width)}-|-${"-".repeat(6)}-|-${"-".repeat(6)}`;
  const lines = faults.map(({ name, tried, lost }) => row(name, String(tried), String(lost)));
  return [row("fault", "tried", "lost"), rule, ...lines, rule, row(total.name, `${total.tried}`, `${total.lost}`), ""]
    .join("\n");
}

if (import.meta.main) {
  const ledger = Deno.env.get("TEST_FAULTS") ?? "";
  const faults = readLedger(await Deno.readTextFile(ledger).catch(() => ""));
  await Deno.stdout.write(new TextEncoder().encode(faultTable(faults)));
  if (faults.length === 0 || faults.some(({ lost }) => lost > 0)) Deno.exit(1);
}
