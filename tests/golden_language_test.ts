import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { locatorKeys } from "../lib/actions/locator.ts";
import { MATCHERS } from "../lib/actions/matchers/mod.ts";
import { SCRIPT_MATCHERS } from "../lib/actions/matchers/script_matchers.ts";
import { ACTIONS } from "../lib/actions/mod.ts";
import { TRIGGERS } from "../lib/actions/triggers.ts";
import { startDemoSite } from "../lib/demo/start_demo_site.ts";
import { STEP_OPTIONS } from "../lib/flow/step_options.ts";
import { realHost } from "../lib/host.ts";
import type { FlowResult } from "../lib/run/result.ts";
import { assert, assertEquals, assertMatch } from "./assert.ts";

import { readReport } from "./program.ts";
import { qaRig } from "./qa_rig.ts";
import { stableText } from "./stable_text.ts";

/**
 * Every word of the flow language has a folder in tests/golden/language, `action_click` or `locator_role`, with a flow
 * that passes, one that fails, and in `failure.txt` what the list says then. All run in one run of the program with
 * real browsers. `UPDATE_GOLDEN=1` writes the texts anew, to be reviewed.
 */
const FOLDER = fileURLToPath(new URL("./golden/language", import.meta.url));
const UPDATE = Deno.env.get("UPDATE_GOLDEN") === "1";

const WORDS: { readonly [kind: string]: readonly string[] } = {
  action: Object.keys(ACTIONS),
  locator: Object.keys(locatorKeys),
  matcher: [...Object.keys(MATCHERS), ...Object.keys(SCRIPT_MATCHERS)],
  option: Object.keys(STEP_OPTIONS.shape),
  trigger: Object.keys(TRIGGERS.shape),
};

/** Parts that the flows use; no words. */
const PARTS = "parts";

const CASES = Object.entries(WORDS).flatMap(([kind, words]) => words.map((word) => ({ kind, word })));

interface Ran {
  readonly flows: ReadonlyMap<string, FlowResult>;
  /** What the list says of each flow that failed, by its title. */
  readonly blocks: ReadonlyMap<string, string>;
}

let running: Promise<Ran> | undefined;

Deno.test("every action, locator key, matcher, step option and trigger has a passing and a failing case", async () => {
  const wished = CASES.flatMap(({ kind, word }) =>
    ["failing.flow.yaml", "failure.txt", "passing.flow.yaml"].map((name) => `${kind}_${word}/${name}`)
  );
  const found = await Array.fromAsync(Deno.readDir(FOLDER));
  const files = await Promise.all(found.filter(({ name }) => name !== PARTS).map(({ name }) => filesIn(name)));
  const [missing, unknown] = [new Set(wished).difference(new Set(files.flat())), new Set(files.flat())];
  assertEquals([...missing].sort(), [], "cases that are missing");
  const words = new Set(CASES.map(({ kind, word }) => `${kind}_${word}`));
  assertEquals([...unknown].filter((path) => !words.has(path.split("/")[0] ?? "")), [], "cases of no word");
});

for (const { kind, word } of CASES) {
  Deno.test({
    name: `a flow with the ${kind} "${word}" passes, and fails as in tests/golden/language/${kind}_${word}`,
    // The browsers of the one run close after it.
    sanitizeOps: false,
    sanitizeResources: false,
    fn: () => checkCase(kind, word),
  });
}

async function checkCase(kind: string, word: string): Promise<void> {
  const ran = await (running ??= run(["."]));
  try {
    await checkRan(kind, word, ran);
  } catch {
    // Where many run at once on a busy machine, a step's short time may be over before the page has said anything: alone
    // it has to say the same.
    await checkRan(kind, word, await run([`${kind}_${word}`], 1));
  }
}

async function checkRan(kind: string, word: string, { flows, blocks }: Ran): Promise<void> {
  const [passing, failing] = ["passing", "failing"].map((part) => flows.get(`${kind}_${word}/${part}.flow.yaml`));
  assert(passing !== undefined && failing !== undefined, "both flows ran");
  assertEquals([passing.status, passing.error?.message], ["passed", undefined]);
  assertEquals(failing.status, "failed");
  for (const flow of [passing, failing]) await checkThatItSays(kind, word, flow);
  for (const error of failing.errors) assertMatch(error.at?.file ?? "", /failing\.flow\.yaml$|^parts\//);
  const text = blocks.get(failing.flow) ?? "";
  const path = join(FOLDER, `${kind}_${word}`, "failure.txt");
  if (UPDATE) await Deno.writeTextFile(path, text);
  else assertEquals(text, await Deno.readTextFile(path));
  for (const failure of failuresIn(text)) {
    assertMatch(failure, EXPLAINS, `a message says what was expected and what was found: ${failure}`);
  }
}

/** What was expected and what was found; a wait, an expression and the deadline of a flow say so in their own words. */
const EXPLAINS =
  /expected[^]*found|found[^]*expected|Cannot wait for .*found|Cannot evaluate "|leads outside .*expected|did not end within/i;

/** The message of each step that failed, with what belongs to it. */
function failuresIn(block: string): readonly string[] {
  return block.split(/^ *(?:FAIL|warn) +.*\n/m).slice(1).filter((text) => text.trim() !== "");
}

/** A case is about its word: the action of a step, else a key of the file. */
async function checkThatItSays(kind: string, word: string, { spec_path, steps }: FlowResult): Promise<void> {
  if (kind === "action") {
    const own = steps.filter(({ action }) => action === word);
    assert(own.length > 0, `${spec_path} has no step "${word}"`);
    if (spec_path.includes("failing")) assertEquals(own.at(-1)?.status, "failed");
    return;
  }
  const text = await Deno.readTextFile(join(FOLDER, spec_path));
  const words = kind === "matcher" ? [word, `not_${word}`] : [word];
  for (const one of words) assertMatch(text, new RegExp(`(?<![a-z_])${one}:`), `${spec_path} says nothing of ${one}`);
}

async function filesIn(name: string): Promise<readonly string[]> {
  const entries = await Array.fromAsync(Deno.readDir(join(FOLDER, name)));
  return entries.map((entry) => `${name}/${entry.name}`);
}

const QUIETLY = ["--quiet", "--screenshot", "off"];

async function run(paths: readonly string[], workers = 4): Promise<Ran> {
  await using site = startDemoSite(realHost(), { port: 0 });
  const output = await Deno.makeTempDir({ prefix: "qa-rig-test-language-" });
  try {
    const args = [
      "run",
      ...paths,
      "--base-url",
      site.url,
      "--output-dir",
      output,
      "--workers",
      `${workers}`,
      ...QUIETLY,
    ];
    const { code, stdout, stderr } = await qaRig(args, { cwd: FOLDER });
    assertEquals(code, 1, stderr);
    const { flows } = await readReport(output);
    const text = stableText(stdout, { [site.url]: "SITE", [`-${Deno.build.os}.png`]: "-SYSTEM.png" });
    return { flows: new Map(flows.map((flow) => [flow.id, flow])), blocks: blocksOf(text) };
  } finally {
    await Deno.remove(output, { recursive: true });
  }
}

/** A title is the only line that begins at the margin. */
function blocksOf(text: string): ReadonlyMap<string, string> {
  return new Map(text.split(/^(?=\S)/m).map((block) => [block.split("\n")[0] ?? "", block]));
}
