import * as z from "zod";
import { locatorKeys } from "../../lib/actions/locator.ts";
import { ACTIONS, findAction } from "../../lib/actions/mod.ts";
import { TRIGGERS } from "../../lib/actions/triggers.ts";
import { COMMANDS } from "../../lib/cli/commands.ts";
import { OPTIONS } from "../../lib/cli/options.ts";
import { BROWSER_KEYS } from "../../lib/flow/browser_keys.ts";
import { FLOW_KEYS, SUITE_KEYS } from "../../lib/flow/flow_keys.ts";
import { keysAt } from "../../lib/flow/schema_keys.ts";
import { STEP_OPTIONS } from "../../lib/flow/step_options.ts";
import { nearNames } from "../../lib/near_names.ts";
import { celNames } from "../../lib/plan/cel_names.ts";
import { assert, assertEquals } from "../assert.ts";
import { readFiles, readText } from "./read_text.ts";

const ACTION_NAMES = Object.keys(ACTIONS);
const FLOW_NAMES = Object.keys(FLOW_KEYS.shape);
const OPTION_NAMES = Object.keys(STEP_OPTIONS.shape);

/** Every list of names that a misspelt one is looked up in. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  "actions and options": [...ACTION_NAMES, ...OPTION_NAMES],
  "keys of a flow": Object.keys(FLOW_KEYS.shape),
  "keys of a suite": Object.keys(SUITE_KEYS.shape),
  "keys of browser": Object.keys(BROWSER_KEYS.shape),
  "keys of a locator": Object.keys(locatorKeys),
  "triggers": Object.keys(TRIGGERS.shape),
  "commands": Object.keys(COMMANDS),
  "options of the command line": Object.keys(OPTIONS),
  "variables that a flow declares": ["item", "items", "quantity", "base", "user_name", "userName", "x1y"],
  "functions": celNames().functions,
  "methods": celNames().methods,
  ...Object.fromEntries(ACTION_NAMES.map((name) => [`keys of ${name}`, inputKeys(name)])),
};

function inputKeys(action: string): readonly string[] {
  return keysAt(findAction(action)?.input ?? z.unknown(), []);
}

const LETTERS = ["a", "e", "t", "x", "_", "q"];

function singleEdits(name: string): readonly string[] {
  const edits: string[] = [];
  for (let index = 0; index <= name.length; index++) {
    const [before, here, after] = [name.slice(0, index), name.charAt(index), name.slice(index + 1)];
    for (const letter of LETTERS) edits.push(before + letter + here + after);
    if (here === "") continue;
    edits.push(before + after);
    for (const letter of LETTERS) edits.push(before + letter + after);
    if (after !== "") edits.push(before + after.charAt(0) + here + after.slice(1));
  }
  return edits;
}

for (const [what, names] of Object.entries(LISTS)) {
  Deno.test(`nearNames() has the right one among ${what} after any single edit`, () => {
    for (const name of names.filter(({ length }) => length > 2)) {
      for (const word of singleEdits(name)) {
        // A third of two letters is no whole edit.
        if (names.includes(word) || word.length < 3) continue;
        assert(nearNames(word, names).includes(name), `"${word}" was not taken for "${name}"`);
      }
    }
  });
}

/** A misspelling that is no other name: the last two letters swapped, or else a letter more. */
function misspelt(name: string, names: readonly string[]): string {
  const swapped = name.slice(0, -2) + name.slice(-1) + name.slice(-2, -1);
  return names.includes(swapped) ? `${name}q` : swapped;
}

async function hintsOf(text: string): Promise<string> {
  const { diagnostics } = await readText(text);
  return diagnostics.map(({ hint }) => hint ?? "").join("\n");
}

const longEnough = (names: readonly string[]) => names.filter(({ length }) => length > 2);

Deno.test("readFlows() answers each misspelt action, option and key of a flow with the right name", async () => {
  const asked = [
    ...ACTION_NAMES.map((name) => [name, `flow: A\nsteps: [{${misspelt(name, ACTION_NAMES)}: a}]\n`]),
    ...longEnough(OPTION_NAMES).map((
      name,
    ) => [name, `flow: A\nsteps: [{reload: {}, ${misspelt(name, OPTION_NAMES)}: a}]\n`]),
    ...longEnough(Object.keys(FLOW_KEYS.shape)).map((
      name,
    ) => [name, `flow: A\nsteps: [reload]\n${misspelt(name, FLOW_NAMES)}: a\n`]),
  ] as const;
  for (const [name = "", text = ""] of asked) {
    assert((await hintsOf(text)).includes(`"${name}"`), `${text} was not answered with "${name}"`);
  }
});

Deno.test("readFlows() answers each misspelt key of each action with the right name", async () => {
  for (const action of ACTION_NAMES) {
    const keys = inputKeys(action);
    for (const key of longEnough(keys).filter((name) => name !== "part")) {
      const text = `flow: A\nsteps: [{${action}: {${misspelt(key, keys)}: a}}]\n`;
      assert((await hintsOf(text)).includes(`"${key}"`), `${text} was not answered with "${key}"`);
    }
  }
});

Deno.test("readFlows() answers a misspelt variable, secret, column, locator and input with the right name", async () => {
  const { diagnostics } = await readFiles({
    "a.flow.yaml": `
flow: A
vars: {quantity: 1}
secrets: {password: {env: P}}
each: [{item: a}]
locators: {cart_row: {css: li}}
steps:
  - fill: {on: cart_rwo, value: "\${quantiy} \${secrets.pasword} \${row.itme}"}
  - use: {flow: part.yaml, with: {usre: a}, outputs: [toekn]}
`,
    "part.yaml": "flow: P\ninputs: [user]\nsteps: [{capture: {css: a, as: token}}]\n",
  });
  const hints = diagnostics.map(({ hint }) => hint);
  for (const name of ["cart_row", "quantity", "password", "item", "user", "token"]) {
    assert(hints.includes(`did you mean "${name}"?`), `"${name}" is not among ${JSON.stringify(hints)}`);
  }
});

Deno.test("readFlows() names all that are equally near", async () => {
  assertEquals(await hintsOf("flow: A\nsteps: [{clck: a}]\n"), 'did you mean "click" or "clock"?');
});
