import { stringify } from "yaml";

/** Texts that a writer of YAML gets wrong. */
const TEXTS = [
  "Add to cart",
  "",
  " ",
  " lead",
  "trail ",
  "a, b",
  "a: b",
  "a:",
  "a #b",
  "a # b",
  "#a",
  "- a",
  "-",
  "? a",
  "*a",
  "&a",
  "!a",
  "|",
  ">",
  "@a",
  "`a`",
  "%a",
  "{a}",
  "[a]",
  "a [b] {c}",
  "it's",
  'say "hi"',
  "\\d+",
  "'\"\\",
  "yes",
  "NO",
  "null",
  "~",
  "true",
  "1",
  "007",
  "1.10",
  "1e3",
  "0x1F",
  ".inf",
  "12:30",
  "2026-01-31",
  "4242 4242",
  "<<",
  "line\nbreak",
  "two\n\nbreaks\n",
  "tab\tinside",
  "bell\x07",
  "é — 日本 🫖",
  "\u2028",
  "\ufeff",
  "/a/i",
  "http://a.b/c?d#e",
  "$${x}",
  "${x}",
  "${x} and ${x + 1}",
  '${x == "}" ? "a" : "b"}',
  "long ".repeat(30).trim(),
] as const;

const KEYS = ["x", "on", "yes", "a b", "X-A", "1", "#k", "k:", "é", "null"];

/** Gives numbers from 0 to below 1. */
export type Chance = () => number;

/** A flow file made by chance, in JSON or one of the styles that YAML has, comments here and there. */
export function generatedFlow(next: Chance): string {
  const below = (limit: number) => Math.floor(next() * limit);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const text = () => pick(TEXTS);
  const some = <T>(limit: number, make: () => T): readonly T[] => Array.from({ length: below(limit) }, make);
  const data = (depth = 0): unknown => {
    const kind = below(depth > 2 ? 4 : 6);
    if (kind === 4) return some(4, () => data(depth + 1));
    if (kind === 5) return Object.fromEntries(some(4, () => [pick(KEYS), data(depth + 1)]));
    return [text(), below(1_000), below(2) === 0, null][kind];
  };
  const shuffled = (entries: readonly (readonly [string, unknown])[]) =>
    Object.fromEntries(
      entries.map((entry) => [next(), entry] as const).toSorted(([a], [b]) => a - b).map(([, e]) => e),
    );
  const locator = (): object =>
    shuffled([
      ...pick([[["role", "button"], ["name", text()]], [["label", text()]], [["css", text()]]] as const),
      ...below(4) === 0 ? [["within", locator()] as const] : [],
    ]);
  const action = (depth: number): readonly [string, unknown] =>
    pick([
      () => ["goto", text()] as const,
      () => ["click", locator()] as const,
      () => ["fill", shuffled([...Object.entries(locator()), ["value", text()]])] as const,
      () => ["expect", shuffled([...Object.entries(locator()), ["to_have_text", text()]])] as const,
      () => ["request", shuffled([["url", text()], ["json", data()], ["headers", { A: text() }]])] as const,
      () => ["assert", pick(['x == "a"', "x > 1 && true", "!false"])] as const,
      () => ["group", shuffled([["name", text()], ["steps", depth > 1 ? ["reload"] : steps(depth + 1)]])] as const,
    ])();
  const steps = (depth: number): readonly unknown[] =>
    some(5, () =>
      below(6) === 0 ? "reload" : shuffled([
        action(depth),
        ...below(3) === 0 ? [["timeout", "2s"] as const] : [],
        ...below(4) === 0 ? [["optional", true] as const] : [],
        ...below(4) === 0 ? [["if", "x == 1"] as const] : [],
      ]));
  const flow = shuffled([
    ["flow", text().replaceAll("${", "") || "A"],
    ["vars", { x: data(), y: data() }],
    ["steps", steps(0)],
    ...below(2) === 0 ? [["tags", some(3, text)] as const] : [],
    ...below(2) === 0 ? [["description", text()] as const] : [],
    ...below(3) === 0 ? [["finally", steps(0)] as const] : [],
    ...below(3) === 0 ? [["each", [{ a: text().replaceAll("${", ""), b: 1.5 }]] as const] : [],
  ]);
  if (below(5) === 0) return JSON.stringify(flow, null, pick([0, 1, 4]));
  const written = stringify(flow, {
    collectionStyle: pick(["any", "any", "block", "flow"]),
    defaultStringType: pick(["PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE"]),
    lineWidth: pick([0, 40, 80]),
    indent: pick([2, 4]),
    aliasDuplicateObjects: false,
  });
  return below(2) === 0 ? written : commented(written, next);
}

/** Comments between the lines of a block, where YAML allows them for certain. */
function commented(text: string, next: Chance): string {
  const lines = text.split("\n");
  return lines.flatMap((line) => {
    const { indent = "" } = /^(?<indent> *)- [a-z_]+: /.exec(line)?.groups ?? {};
    const isStep = /^ *- [a-z_]+: /.test(line);
    return isStep && next() < 0.3
      ? [...next() < 0.5 ? [""] : [], `${indent}# note ${Math.floor(next() * 99)}`, line]
      : [line];
  }).join("\n");
}
