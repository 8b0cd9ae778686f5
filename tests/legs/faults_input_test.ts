// Not in the import map: whoever runs the program would download what that names.
// deno-lint-ignore no-import-prefix
import fc from "npm:fast-check@4.10.2";
import { join } from "node:path";
import { stringify } from "yaml";
import { OPTIONS } from "../../lib/cli/options.ts";
import { flowJsonSchema } from "../../lib/flow/flow_json_schema.ts";
import { main } from "../../main.ts";
import { fakeHost, inFolder } from "../fake_host.ts";
import { runProgram } from "../program.ts";
import { rounds, say, tell } from "./fault_ledger.ts";
import { executable, LANES } from "./faults.ts";
import { schemaValues, TELLING_TEXTS } from "./schema_values.ts";

/** The same inputs on every day; what a random seed finds beside it is printed with its seed. */
const SEED = 20_260_101;

const RANDOM_SECONDS = Number(Deno.env.get("TEST_FUZZ_SECONDS") ?? "10");

/** Nothing that somebody can write takes longer, in milliseconds. */
const LONGEST_MS = 10_000;

/** Flow files from the schema, as YAML, as JSON and damaged, and from bytes and words alone. */
function flowFiles(): fc.Arbitrary<Uint8Array> {
  const encode = (text: string) => new TextEncoder().encode(text);
  const values = schemaValues(fc, flowJsonSchema());
  const whole = fc.tuple(values, fc.boolean()).map(([value, asYaml]) =>
    asYaml ? yamlOf(value) : JSON.stringify(value, null, 1) ?? ""
  );
  const damaged = fc.tuple(whole, fc.nat(), fc.nat(20), fc.constantFrom(...TELLING_TEXTS)).map(
    ([text, at, length, instead]) => {
      const start = at % (text.length + 1);
      return text.slice(0, start) + instead + text.slice(start + length);
    },
  );
  const word = fc.constantFrom(
    "flow: ",
    "steps:",
    "\n",
    "  ",
    "- ",
    "goto",
    ": ",
    "{",
    "}",
    "[",
    "]",
    '"',
    "'",
    "|",
    ">",
    "#",
    "\t",
    "*a",
    "&a ",
    "<<: ",
    "%YAML",
    "---",
    "...",
    "!!js ",
  );
  const words = fc.array(fc.oneof(word, fc.constantFrom(...TELLING_TEXTS)), { maxLength: 40 }).map((all) =>
    all.join("")
  );
  return fc.oneof(
    { weight: 5, arbitrary: whole.map(encode) },
    { weight: 3, arbitrary: damaged.map(encode) },
    { weight: 2, arbitrary: words.map(encode) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
  );
}

/** Not every value can be written as YAML. */
function yamlOf(value: unknown): string {
  try {
    return stringify(value);
  } catch {
    return JSON.stringify(value) ?? "";
  }
}

/** Commands that run nothing but the check of their input when they are given no flow that can be used. */
const COMMANDS = ["run", "validate", "plan", "schema", "fmt", "import", "completions"];

function argumentLists(): fc.Arbitrary<readonly string[]> {
  // One keeps the demo from running, the other asks for a stack trace.
  const names = Object.keys(OPTIONS).filter((name) => !["show-config", "stack"].includes(name));
  // The whole disk would be searched for flows.
  const value = fc.oneof(
    fc.constantFrom(...TELLING_TEXTS.filter((text) => text !== "/")),
    fc.string({ unit: "binary", maxLength: 12 }),
  );
  const name = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...names) },
    { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
    { weight: 1, arbitrary: fc.constantFrom("_", "__proto__", "constructor", "toString", "var.x", "tag.", "") },
  );
  const option = fc.oneof(
    name.map((one) => [`--${one}`]),
    name.map((one) => [`--no-${one}`]),
    fc.tuple(name, value).map(([one, text]) => [`--${one}`, text]),
    fc.tuple(name, value).map(([one, text]) => [`--${one}=${text}`]),
    fc.constantFrom("-x", "-h", "-v", "--", "-", "--help", "--version", "-xyz", "--=", "---").map((one) => [one]),
    value.map((text) => [text]),
  );
  const command = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...COMMANDS).map((one) => [one]) },
    { weight: 2, arbitrary: fc.constant(["demo", "--show-config"]) },
    { weight: 1, arbitrary: value.filter((text) => text !== "demo").map((text) => [text]) },
  );
  return fc.tuple(command, fc.array(option, { maxLength: 6 }))
    .map(([first, rest]) => [...first, ...rest.flat()])
    // No process can be started with it, so nobody can give it.
    .map((args) => args.map((text) => text.replaceAll("\0", "")));
}

/** What is wrong with how the program ended; "" for nothing. */
function problemOf({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }, tookMs: number): string {
  if (![0, 2, 3].includes(code)) return `exit code ${code}: ${stderr.slice(0, 500)}`;
  if (/^\s+at .*:\d+:\d+\)?$/m.test(stderr + stdout)) return `a stack trace: ${stderr.slice(0, 500)}`;
  if (code !== 0 && !/^error: /m.test(stderr + stdout)) {
    return `exit code ${code} without an error: ${stderr.slice(0, 200)}`;
  }
  return tookMs > LONGEST_MS ? `it took ${Math.round(tookMs)} ms` : "";
}

async function inProcess(args: readonly string[], cwd: string): Promise<string> {
  const host = fakeHost({ args, cwd, env: { PATH: "/nowhere" } });
  const startedMs = performance.now();
  try {
    const code = await main(host);
    return problemOf({ code, ...host.written }, performance.now() - startedMs);
  } catch (error) {
    return `a thrown error: ${error instanceof Error ? error.stack : error}`;
  }
}

async function inProgram(args: readonly string[], cwd: string): Promise<string> {
  const startedMs = performance.now();
  const late = new Promise<string>((resolve) => setTimeout(resolve, 3 * LONGEST_MS, "it does not end"));
  const ended = runProgram(args, { cwd, ...executable() });
  return await Promise.race([late, ended.then((result) => problemOf(result, performance.now() - startedMs))]);
}

/** How one input is tried in a folder of its own. */
type Try<T> = (input: T, cwd: string) => Promise<string>;

const tryFlow = (run: Try<readonly string[]>): Try<Uint8Array> => async (bytes, cwd) => {
  await Deno.writeFile(join(cwd, "a.flow.yaml"), bytes);
  return await run(["validate", "a.flow.yaml"], cwd);
};

/** Tries inputs in several folders at once; gives those that are not as they should be, as texts to try again. */
async function tryAll<T>(inputs: Iterable<T>, attempt: Try<T>, lanes: number): Promise<readonly string[]> {
  const lost: string[] = [];
  const queue = inputs[Symbol.iterator]();
  const lane = () =>
    inFolder({ ...AROUND, "work/here/.keep": "" }, async (folder) => {
      for (let next = queue.next(); !next.done; next = queue.next()) {
        const problem = await attempt(next.value, join(folder, "work", "here")) || await changeAround(folder);
        if (problem !== "") lost.push(`${problem}\n  with ${show(next.value)}`);
      }
    });
  await Promise.all(Array.from({ length: lanes }, lane));
  return lost;
}

/** What stands around the folders, where "../../etc/passwd" among the inputs leads to. */
const AROUND = { "etc/passwd": "root:x:0:0:root:/root:/bin/sh\nada:x:1:1:Ada:/home/ada:/bin/sh\n" };

/** What an input has changed outside of its folder; "" for nothing. */
async function changeAround(folder: string): Promise<string> {
  const path = join(folder, "etc/passwd");
  const text = await Deno.readTextFile(path);
  if (text === AROUND["etc/passwd"]) return "";
  await Deno.writeTextFile(path, AROUND["etc/passwd"]);
  return `it changed a file of somebody else to ${JSON.stringify(text)}`;
}

function show(input: unknown): string {
  return input instanceof Uint8Array ? JSON.stringify(new TextDecoder().decode(input)) : JSON.stringify(input);
}

/** Inputs until the time is over. */
function* during<T>(seconds: number, arbitrary: fc.Arbitrary<T>, seed: number): Generator<T> {
  const end = performance.now() + seconds * 1_000;
  for (let part = 0; performance.now() < end; part++) {
    for (const input of fc.sample(arbitrary, { seed: seed + part, numRuns: 50 })) {
      if (performance.now() > end) return;
      yield input;
    }
  }
}

const FLOWS = flowFiles();
const ARGUMENTS = argumentLists();

Deno.test("Generated flow files end with an error that says what is wrong, in this process", async () => {
  const inputs = fc.sample(FLOWS, { seed: SEED, numRuns: rounds(10_000) });
  tell("a generated flow file, in process", inputs.length, await tryAll(inputs, tryFlow(inProcess), 1));
});

Deno.test("Generated argument lists end with an error that says what is wrong, in this process", async () => {
  const inputs = fc.sample(ARGUMENTS, { seed: SEED, numRuns: rounds(10_000) });
  tell("a generated argument list, in process", inputs.length, await tryAll(inputs, inProcess, 1));
});

Deno.test("Generated flow files end with an error that says what is wrong, in the real program", async () => {
  const inputs = fc.sample(FLOWS, { seed: SEED + 1, numRuns: rounds(200) });
  tell("a generated flow file, real program", inputs.length, await tryAll(inputs, tryFlow(inProgram), LANES));
});

Deno.test("Generated argument lists end with an error that says what is wrong, in the real program", async () => {
  const inputs = fc.sample(ARGUMENTS, { seed: SEED + 1, numRuns: rounds(200) });
  tell("a generated argument list, real program", inputs.length, await tryAll(inputs, inProgram, LANES));
});

Deno.test("Inputs from a random seed end with an error that says what is wrong", async () => {
  const seed = Date.now() % 1_000_000_000;
  say(`inputs from seed ${seed}`);
  let tried = 0;
  const counted = <T>(attempt: Try<T>): Try<T> => (input, cwd) => (tried++, attempt(input, cwd));
  const lost = [
    ...await tryAll(during(RANDOM_SECONDS / 2, FLOWS, seed), counted(tryFlow(inProcess)), 1),
    ...await tryAll(during(RANDOM_SECONDS / 2, ARGUMENTS, seed), counted(inProcess), 1),
  ];
  tell("an input from a random seed", tried, lost);
});
