import { assertEquals } from "../assert.ts";
import { COMMANDS } from "../../lib/cli/commands.ts";
import { usageOf } from "../../lib/cli/help.ts";
import { readOptionValue } from "../../lib/cli/option_value.ts";
import { OPTION_NAMES, optionEntry, optionKey, optionVariable } from "../../lib/cli/options.ts";
import { REPORTERS } from "../../lib/report/mod.ts";

Deno.test("every option belongs to commands that are there", () => {
  const known = [...Object.keys(COMMANDS), "*", "qa-rig"];
  for (const name of OPTION_NAMES) {
    const { commands } = optionEntry(name);
    assertEquals([name, commands.length > 0, commands.filter((command) => !known.includes(command))], [name, true, []]);
  }
});

Deno.test("every option has a name, a variable and a key of its own", () => {
  const letters = OPTION_NAMES.flatMap((name) => optionEntry(name).letter?.name ?? []);
  const variables = OPTION_NAMES.flatMap((name) => optionVariable(name) ?? []);
  const keys = OPTION_NAMES.map(optionKey);
  for (const names of [letters, variables, keys]) assertEquals(new Set(names).size, names.length);
  assertEquals(OPTION_NAMES.filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name)), []);
  assertEquals(variables.filter((variable) => !/^QA_RIG_[A-Z_]+$/.test(variable)), []);
});

Deno.test("every default is a value that the option itself would read", () => {
  for (const name of OPTION_NAMES) {
    const entry = optionEntry(name);
    if (entry.default === null) continue;
    const texts = Array.isArray(entry.default) ? entry.default : [String(entry.default)];
    assertEquals([name, readOptionValue(entry, texts)], [name, entry.default]);
  }
});

Deno.test("every line of an option's help fits into 100 columns", () => {
  for (const name of OPTION_NAMES) {
    assertEquals([name, usageOf(name).length <= 23, optionEntry(name).summary.length <= 60], [name, true, true]);
  }
});

Deno.test("every option that conflicts with another names one that is there", () => {
  const names: readonly string[] = OPTION_NAMES;
  for (const name of OPTION_NAMES) {
    const { conflicts } = optionEntry(name);
    if (conflicts !== undefined) assertEquals([name, names.includes(conflicts)], [name, true]);
  }
});

Deno.test("every command can be loaded", async () => {
  for (const [name, { load }] of Object.entries(COMMANDS)) assertEquals([name, (await load()).length], [name, 2]);
});

Deno.test("the default reporters are reporters", () => {
  const { default: reporters } = optionEntry("reporter");
  assertEquals((reporters as readonly string[]).filter((name) => !Object.hasOwn(REPORTERS, name)), []);
});
