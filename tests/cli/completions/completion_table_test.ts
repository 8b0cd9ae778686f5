import { COMMANDS } from "../../../lib/cli/commands.ts";
import { bashScript } from "../../../lib/cli/completions/bash_script.ts";
import { completionTable } from "../../../lib/cli/completions/completion_table.ts";
import { fishScript } from "../../../lib/cli/completions/fish_script.ts";
import { powershellScript } from "../../../lib/cli/completions/powershell_script.ts";
import { zshScript } from "../../../lib/cli/completions/zsh_script.ts";
import { OPTION_NAMES, optionSwitch } from "../../../lib/cli/options.ts";
import { main } from "../../../main.ts";
import { assert, assertEquals } from "../../assert.ts";
import { fakeHost, inFolder } from "../../fake_host.ts";

const SCRIPTS = { bashScript, zshScript, fishScript, powershellScript };

Deno.test("the script of every shell knows every command and option", () => {
  for (const [name, make] of Object.entries(SCRIPTS)) {
    const script = make(completionTable());
    for (const command of Object.keys(COMMANDS)) assert(script.includes(command), `${name} ${command}`);
    for (const option of OPTION_NAMES) {
      const written = name === "fishScript" ? `-l ${optionSwitch(option).slice(2)} ` : optionSwitch(option);
      assert(script.includes(written), `${name} ${option}`);
    }
  }
});

Deno.test("the first argument is completed where a command has subcommands", () => {
  const words = completionTable().commands.flatMap(({ name, words }) => words.length === 0 ? [] : [name]);
  assertEquals(words, Object.keys(COMMANDS).filter((name) => /^\w+\|/.test(COMMANDS[name]?.usage ?? "")));
  assert(words.includes("report"));
});

/** There is no PowerShell to run it in: strings are closed, brackets are in pairs, and nothing is left of a template. */
Deno.test("the script for PowerShell closes every string and bracket", () => {
  const code = powershellScript(completionTable()).replace(/#.*$/gm, "").replace(/'(?:[^']|'')*'|"[^"]*"/g, "");
  assertEquals(code.match(/['"`]|undefined|\[object/g), null);
  const open: string[] = [];
  const pairs: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };
  for (const sign of code.match(/[()[\]{}]/g) ?? []) {
    if (pairs[sign] === undefined) open.push(sign);
    else assertEquals(open.pop(), pairs[sign]);
  }
  assertEquals(open, []);
});

async function listed(cwd: string, list: string): Promise<string> {
  const host = fakeHost({ args: ["completions", "--list", list], cwd });
  assertEquals(await main(host), 0);
  assertEquals(host.written.stderr, "");
  return host.written.stdout;
}

Deno.test("completions --list gives tags and titles of the flows that can be read, and never an error", async () => {
  const files = {
    "a.flow.yaml": "flow: What? (now)\ntags: [b, a]\nsteps: [reload]\n",
    "broken.flow.yaml": "flow: [\n",
  };
  await inFolder(files, async (cwd) => {
    assertEquals(await listed(cwd, "tags"), "a\nb\n");
    assertEquals(await listed(cwd, "names"), "What\\? \\(now\\)\n");
  });
  await inFolder({}, async (cwd) => assertEquals(await listed(cwd, "tags"), ""));
});

Deno.test("completions --list actions gives every action", async () => {
  assert((await listed("/nowhere", "actions")).split("\n").includes("click"));
});
