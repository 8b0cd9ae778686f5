// Not in the import map: whoever runs the program would download what that names.
// deno-lint-ignore no-import-prefix
import fc from "npm:fast-check@4.10.2";
import { join } from "node:path";
import { FlowFileError } from "../../../lib/errors.ts";
import { formatFlow } from "../../../lib/flow/format/format_flow.ts";
import { assertEquals, assertGreater, assertThrows } from "../../assert.ts";
import { readText } from "../read_text.ts";
import { generatedFlow } from "./generated_flow.ts";

/** Chances are told apart this finely. */
const SHARES = 2 ** 20;

function lines(...texts: readonly string[]): string {
  return `${texts.join("\n")}\n`;
}

function formatted(...texts: readonly string[]): string {
  return formatFlow(lines(...texts), "a.flow.yaml");
}

Deno.test("formatFlow() puts keys in the order of the schemas, the action of a step first", () => {
  assertEquals(
    formatted("steps:", "  - timeout: 2s", "    click: {name: Pay, role: button}", "tags: [a]", "flow: A"),
    lines("flow: A", "tags: [a]", "steps:", "  - click: {role: button, name: Pay}", "    timeout: 2s"),
  );
});

Deno.test("formatFlow() writes a step on one line where it fits, and gives its keys a line each where it does not", () => {
  const long = "x".repeat(100);
  assertEquals(
    formatted(
      "flow: A",
      "steps:",
      "- fill:",
      "    label: Name",
      "    value: Ada",
      `- fill: {label: ${long}, value: b}`,
    ),
    lines(
      "flow: A",
      "steps:",
      "  - fill: {label: Name, value: Ada}",
      "  - fill:",
      `      label: ${long}`,
      "      value: b",
    ),
  );
});

Deno.test("formatFlow() fills a line to its last column and no further", () => {
  const room = 120 - "  - click: {text: , nth: 0}".length;
  for (const [length, line] of [[room, 2], [room + 1, 4]] as const) {
    const text = "x".repeat(length);
    const written = formatted("flow: A", "steps:", `  - click: {nth: 0, text: ${text}}`);
    assertEquals(written.trim().split("\n").length, line + 1);
  }
});

Deno.test("formatFlow() quotes only what needs it", () => {
  const values = [
    ["'plain'", "plain"],
    ['"42.00 EUR"', "42.00 EUR"],
    ['"a, b"', '"a, b"'],
    ['"2"', '"2"'],
    ["007", "007"],
    ["yes", '"yes"'],
    ["'${x}'", '"${x}"'],
    ['"a # b"', '"a # b"'],
    ["'say \"hi\" \\d'", 'say "hi" \\d'],
    ["'#id \"x\"'", "'#id \"x\"'"],
    ['"1234 5678"', '"1234 5678"'],
    ['""', '""'],
    ['"a\\nb"', '"a\\nb"'],
  ] as const;
  for (const [from, to] of values) {
    const written = formatted("flow: A", "vars: {x: 1}", "steps:", `  - fill: {label: L, value: ${from}}`);
    assertEquals(written.split("\n").at(-2), `  - fill: {label: L, value: ${to}}`);
  }
});

Deno.test("formatFlow() quotes a text with a comma only in braces", () => {
  assertEquals(
    formatted("flow: A", 'description: "one, two"', "steps: []"),
    lines("flow: A", "description: one, two", "steps: []"),
  );
});

Deno.test("formatFlow() keeps comments and single blank lines where they stand", () => {
  const text = lines(
    "# yaml-language-server: $schema=x.json",
    "",
    "# about",
    "flow: A # title",
    "steps:",
    "  # first",
    "  - click: a # why",
    "",
    "  # second",
    "  - click: b",
    "    # never longer",
    "    timeout: 1s",
    "  # last",
    "finally:",
    "  - reload",
    "",
    "# bye",
  );
  assertEquals(formatFlow(text, "a.flow.yaml"), text);
  assertEquals(formatFlow(text.replaceAll("\n\n", "\n\n\n\n"), "a.flow.yaml"), text);
  assertEquals(formatFlow(text.replaceAll("\n", "\r\n"), "a.flow.yaml"), text);
});

Deno.test("formatFlow() keeps the comment behind a step in braces", () => {
  assertEquals(
    formatted("flow: A", "steps:", "  - {click: a, timeout: 1s} # why"),
    lines("flow: A", "steps:", "  # why", "  - click: a", "    timeout: 1s"),
  );
});

Deno.test("formatFlow() leaves a comment on the first line above whatever key comes first", () => {
  assertEquals(
    formatted("# $schema", "tags: [a]", "flow: A", "steps: []"),
    lines("# $schema", "flow: A", "tags: [a]", "steps: []"),
  );
});

Deno.test("formatFlow() keeps texts of several lines as they are written", () => {
  const text = lines(
    "flow: A",
    "steps:",
    "  - evaluate:",
    "      script: |-",
    "        const a = 1;",
    "",
    "",
    "          return a;",
    "      as: x",
    "  - evaluate: |2",
    "        indented",
    "      less",
    "  - fill:",
    "      label: L",
    "      value: >+",
    "        folded",
    "        text",
    "",
    "",
    "  - reload",
  );
  assertEquals(formatFlow(text, "a.flow.yaml"), text);
  assertEquals(formatFlow(text.replaceAll("\n  ", "\n    "), "a.flow.yaml"), text);
});

Deno.test("formatFlow() leaves keys in their order where there are aliases", () => {
  const text = lines("vars:", "  b: &b [1, 2]", "  a: *b", "flow: A", "steps: []");
  assertEquals(formatFlow(text, "a.flow.yaml"), text);
});

Deno.test("formatFlow() never moves the entries of maps whose keys are data", () => {
  const text = lines(
    "flow: A",
    "vars:",
    "  z: 1",
    "  a: 2",
    "steps:",
    "  - set: {z: z + 1, a: z}",
    "  - request: {url: /, headers: {Z: b, A: c}, json: {z: 1, a: [2]}}",
  );
  assertEquals(formatFlow(text, "a.flow.yaml"), text);
});

Deno.test("formatFlow() knows the keys of a suite", () => {
  assertEquals(
    formatFlow("before: [reload]\ntags: [a]\nsuite: Shop\n", "shop/suite.yaml"),
    lines("suite: Shop", "tags: [a]", "before:", "  - reload"),
  );
});

Deno.test("formatFlow() leaves JSON JSON", () => {
  const text = '{"steps": [{"timeout": "1s", "click": {"name": "A", "role": "b"}}], "vars": {"a": 1.10}, "flow": "X"}';
  const written = formatFlow(text, "a.flow.json");
  assertEquals(
    written,
    lines(
      "{",
      '  "flow": "X",',
      '  "vars": {"a": 1.10},',
      '  "steps": [',
      '    {"click": {"role": "b", "name": "A"}, "timeout": "1s"}',
      "  ]",
      "}",
    ),
  );
  assertEquals(formatFlow(written, "a.flow.json"), written);
});

Deno.test("formatFlow() says what is no YAML", () => {
  const error = assertThrows(() => formatted("flow: {A"), FlowFileError);
  assertEquals(error.message, 'Cannot read flow "a.flow.yaml": "{" is not closed');
});

Deno.test("formatFlow() changes neither the meaning nor, a second time, the text of the flows in this repository", async () => {
  const root = join(import.meta.dirname ?? ".", "..", "..", "..");
  const files = [...await filesBelow(join(root, "flows")), ...await filesBelow(join(root, "tests"))];
  const formattable = await Promise.all(files.map(checkFile));
  assertGreater(formattable.filter((done) => done).length, 40);
});

Deno.test("formatFlow() changes neither the meaning nor, a second time, the text of 300 generated flows", async () => {
  let valid = 0;
  // Doubles of fast-check are mostly next to 0, its whole numbers are even.
  const flows = fc.gen().map((value) => generatedFlow(() => value(fc.nat, { max: SHARES - 1 }) / SHARES));
  await fc.assert(
    fc.asyncProperty(flows, async (text) => {
      if (await check(text, "generated")) valid++;
    }),
    { seed: 20_260_101, numRuns: 300 },
  );
  assertGreater(valid, 50);
});

/** Whether the file is YAML at all. */
async function checkFile(path: string): Promise<boolean> {
  const text = await Deno.readTextFile(path);
  try {
    formatFlow(text, path);
  } catch (error) {
    // Golden cases of files that are no YAML.
    if (error instanceof FlowFileError && error.message.startsWith("Cannot read")) return false;
    throw error;
  }
  await check(text, path);
  return true;
}

/** Whether it is a flow that can run. */
async function check(text: string, name: string): Promise<boolean> {
  const once = formatFlow(text, "a.flow.yaml");
  assertEquals(formatFlow(once, "a.flow.yaml"), once, name);
  const before = await meaningOf(text);
  assertEquals(await meaningOf(once), before, `${name}\n${text}\n${once}`);
  return before.problems.length === 0;
}

/** The flow as the runner gets it, or every problem, without places. */
async function meaningOf(text: string): Promise<{ readonly flows: unknown; readonly problems: readonly string[] }> {
  const { flows, diagnostics } = await readText(text);
  return {
    flows: JSON.parse(JSON.stringify(flows, withoutPlaces)),
    problems: diagnostics.map(({ message }) => message).sort(),
  };
}

function withoutPlaces(key: string, value: unknown): unknown {
  return key === "at" ? undefined : value;
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  const lists = entries.map(({ name, isDirectory }) => {
    const path = join(folder, name);
    return isDirectory ? filesBelow(path) : /\.flow\.(yaml|yml|json)$/.test(name) ? [path] : [];
  });
  return (await Promise.all(lists)).flat().sort();
}
