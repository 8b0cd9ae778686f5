import { fileURLToPath } from "node:url";

/** The same files on every day. */
const SEED = 20_260_101;

/** How many files are made. */
export const FILES = 200;

/** Flow files that were changed by chance, from a fixed seed: misspelt, broken, full of surprises, or far too large. */
export async function mutatedFlows(): Promise<readonly string[]> {
  const next = random(SEED);
  const bases = await baseFiles();
  return Array.from({ length: FILES }, (_, index) => {
    const mutate = MUTATIONS[index % MUTATIONS.length] ?? ((text: string) => text);
    return mutate(pick(bases, next), next);
  });
}

type Random = (below: number) => number;

/** Mulberry32: small, and the same on every machine. */
function random(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function pick<T>(list: readonly T[], next: Random): T {
  const picked = list[next(list.length)];
  if (picked === undefined) throw new Error("nothing to pick from");
  return picked;
}

/** Replaces one of the places that a pattern finds. */
function replaceOne(text: string, pattern: RegExp, replacement: (found: string) => string, next: Random): string {
  const places = [...text.matchAll(pattern)];
  if (places.length === 0) return text;
  const { index, 0: found } = pick(places, next);
  return text.slice(0, index) + replacement(found) + text.slice(index + found.length);
}

const SURPRISES = [
  "Item #3",
  "{text: Yes, delete}",
  "!done",
  "**/api",
  "*.js",
  "{a: ${x}}",
  "{css: a[b=c]}",
  "{text: a {b} c}",
  "@home",
  "`x`",
  "%x",
  "&a",
  "null",
  "~",
  "yes",
  "007",
  "0x1F",
  "1e999",
  "- a",
  "? a",
  "a: b: c",
  '"unclosed',
  "'unclosed",
  '"\\d"',
  "|x",
  ">",
  "<<",
  "${",
  "${}",
  "$${",
  '${"}',
  "${a b}",
  "__proto__",
  "{__proto__: {x: 1}}",
  "{constructor: 1}",
  "[",
  "{",
  "]",
  "!!binary aGk=",
  "!!str",
  "2026-01-01",
  "12:30",
  ".inf",
  ".nan",
];

const UNICODE = [
  "\u0000",
  "\u0007",
  "\ufeff",
  "\u2028",
  "\u202e",
  "é",
  "日本",
  "😀",
  "\ud800",
  "e\u0301",
  "\u00a0",
  "\r",
  "\t",
];

const MUTATIONS: readonly ((text: string, next: Random) => string)[] = [
  // Keys misspelt, doubled, dropped.
  (text, next) => replaceOne(text, /[a-z_]+(?=:)/g, (key) => key.slice(1), next),
  (text, next) => replaceOne(text, /[a-z_]+(?=:)/g, (key) => `${key}x`, next),
  (text, next) => replaceOne(text, /[a-z_]+(?=:)/g, (key) => key.split("").reverse().join(""), next),
  (text, next) => replaceOne(text, /^.*\n/gm, (line) => line + line, next),
  (text, next) => replaceOne(text, /^.*\n/gm, () => "", next),
  // Values of the wrong type, and everything that YAML does silently.
  (text, next) => replaceOne(text, /(?<=: )[^\n{[]+$/gm, () => pick(SURPRISES, next), next),
  (text, next) => replaceOne(text, /(?<=: )[^\n,}]+/g, () => pick(SURPRISES, next), next),
  (text, next) => replaceOne(text, /(?<=- ).*$/gm, () => pick(SURPRISES, next), next),
  (text, next) => replaceOne(text, /(?<=: )[^\n]+$/gm, () => "[1, {a: [b]}]", next),
  (text, next) => replaceOne(text, /(?<=: )[^\n]+$/gm, () => "", next),
  // Indentation.
  (text, next) => replaceOne(text, /^ +/gm, (blanks) => blanks.slice(1), next),
  (text, next) => replaceOne(text, /^ +/gm, (blanks) => ` ${blanks}`, next),
  (text, next) => replaceOne(text, /^ +/gm, () => "\t", next),
  (text, next) => replaceOne(text, /\n/g, () => " ", next),
  // Characters.
  (text, next) => replaceOne(text, /[^]/g, (one) => one + pick(UNICODE, next), next),
  (text, next) => replaceOne(text, /[:{}[\],"'#&*!|>%@`$-]/g, () => "", next),
  (text, next) => replaceOne(text, /[^]/g, () => pick([..."{}[]\"'#&*!|>%@`$:-?,"], next), next),
  (text, next) => text.slice(0, next(text.length)),
  (text, next) => text.slice(next(text.length)),
  // Too much of it.
  (text) => `${text}\n# ${"x".repeat(1024 * 1024)}\n`,
  (text) => text + "  - click: again\n".repeat(10_000),
  (text, next) => `${text}\n${"[".repeat(60 + next(100_000))}`,
  (text, next) => `${text}\ndescription: ${"{a: ".repeat(64 + next(200))}`,
  (_, next) => `flow: A\nsteps:\n${"- ".repeat(64 + next(5_000))}a\n`,
  () => `flow: A\nvars:\n  a: &a [x, x]\n${[..."bcdefghijklmnopqrstuvwxyz"].map(bomb).join("")}steps: [reload]\n`,
  () => `flow: A\nvars:\n  a: &a {b: *a}\nsteps: &s [{group: {name: G, steps: *s}}]\n`,
  (_, next) => `flow: A\nsteps:\n${"- group: {name: G, steps: [".repeat(20 + next(20))}`,
  () => `flow: A\nsteps: [{assert: "${"(".repeat(50_000)}"}]\n`,
  () => `flow: A\nsteps: [{assert: "${"a + ".repeat(50_000)}a"}]\n`,
  () => `flow: A\nsteps: [{goto: "${"${a}".repeat(20_000)}"}]\n`,
  () =>
    `flow: A\nvars: {${
      Array.from({ length: 20_000 }, (_, index) => `v${index}: ${index}`).join(", ")
    }}\nsteps: [reload]\n`,
];

function bomb(name: string): string {
  const before = String.fromCharCode(name.charCodeAt(0) - 1);
  return `  ${name}: &${name} [*${before}, *${before}, *${before}]\n`;
}

async function baseFiles(): Promise<readonly string[]> {
  const folder = fileURLToPath(new URL("../../flows", import.meta.url));
  const texts: string[] = [];
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (isFile && name.endsWith(".flow.yaml")) texts.push(await Deno.readTextFile(`${folder}/${name}`));
  }
  return texts.sort();
}
