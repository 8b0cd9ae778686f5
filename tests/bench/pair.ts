// deno-lint-ignore-file no-console -- a benchmark prints its numbers
import { cpus, totalmem } from "node:os";

/** A command to be timed as a whole process. */
export interface Timed {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs two commands in turn, A B A B …, and prints the medians and the median of the ratios A/B. */
export async function comparePair(one: Timed, other: Timed, runs = 7): Promise<void> {
  await time(one);
  await time(other);
  const times: [number, number][] = [];
  for (let run = 0; run < runs; run++) times.push([await time(one), await time(other)]);
  const ratio = median(times.map(([a, b]) => a / b));
  const show = (index: 0 | 1) => `${median(times.map((pair) => pair[index])).toFixed(3)} s`;
  console.log(`${one.name}: ${show(0)}   ${other.name}: ${show(1)}   ratio ${ratio.toFixed(2)} (${runs} pairs)`);
}

/** The machine that the numbers are from. */
export function describeMachine(): string {
  return `${cpus()[0]?.model ?? "unknown"}, ${cpus().length} cores, ${
    Math.round(totalmem() / 2 ** 30)
  } GiB, ${Deno.build.os}`;
}

async function time({ name, command, args, cwd, env }: Timed): Promise<number> {
  const started = performance.now();
  const child = new Deno.Command(command, {
    args: [...args],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env: { ...env } }),
  });
  const { code, stderr } = await child.output();
  if (code !== 0) throw new Error(`Cannot time ${name}: exit code ${code}: ${new TextDecoder().decode(stderr)}`);
  return (performance.now() - started) / 1_000;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
