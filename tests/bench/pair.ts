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

/**
 * Runs two commands in turn, A B A B …, and prints for each the median and the least, and the ratios of both: the median of
 * the ratios A/B says what a busy machine gives, the ratio of the least ones what the programs themselves take.
 */
export async function comparePair(one: Timed, other: Timed, runs = 15): Promise<void> {
  await time(one);
  await time(other);
  const times: [number, number][] = [];
  for (let run = 0; run < runs; run++) times.push([await time(one), await time(other)]);
  const [ones, others] = [times.map(([a]) => a), times.map(([, b]) => b)];
  const ratio = median(times.map(([a, b]) => a / b)).toFixed(2);
  const leastRatio = (Math.min(...ones) / Math.min(...others)).toFixed(2);
  console.log(`${one.name}: ${shown(ones)}   ${other.name}: ${shown(others)}`);
  console.log(`  ratio: median ${ratio}, of the least ${leastRatio} (${runs} pairs)`);
}

function shown(times: readonly number[]): string {
  return `${median(times).toFixed(3)} s, least ${Math.min(...times).toFixed(3)} s`;
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
