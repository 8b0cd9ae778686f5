import { join } from "node:path";
import { assertEquals, assertMatch } from "../assert.ts";
import { inFolder } from "../fake_host.ts";
import { runProgram, SAME_CACHE, sourceCommand } from "../program.ts";

/**
 * The completions in the real shells: needs bash, zsh and fish (`apt-get install zsh fish`). A file `qa-rig` on PATH runs the
 * program from its source, because the scripts ask it for tags and names.
 */
const FLOW = "flow: Guest buys (one) teapot\ntags: [smoke, shop]\nsteps:\n  - goto: /\n";

type Complete = (words: readonly string[]) => Promise<readonly string[]>;

/** Sources the script of a shell in a folder with a flow, and gives what it offers after these words. */
async function inShell(shell: keyof typeof SHELLS, body: (complete: Complete) => Promise<void>): Promise<void> {
  await inFolder({ "a.flow.yaml": FLOW, "settings/.keep": "" }, async (folder) => {
    const [program, args] = sourceCommand([]);
    const bin = await Deno.makeTempDir({ prefix: "qa-rig-bin-" });
    try {
      const call = [program, ...args].map((word) => `'${word}'`).join(" ");
      await Deno.writeTextFile(join(bin, "qa-rig"), `#!/bin/sh\nexec ${call} "$@"\n`, { mode: 0o755 });
      const { code, stdout } = await runProgram(["completions", shell], { cwd: folder });
      assertEquals(code, 0);
      await Deno.writeTextFile(join(bin, "script"), stdout);
      await Deno.writeTextFile(join(bin, "driver"), SHELLS[shell]);
      await body((words) => runDriver(shell, words, { folder, bin }));
    } finally {
      await Deno.remove(bin, { recursive: true });
    }
  });
}

async function runDriver(
  shell: string,
  words: readonly string[],
  { folder, bin }: { readonly folder: string; readonly bin: string },
): Promise<readonly string[]> {
  const { code, stdout, stderr } = await new Deno.Command(shell, {
    args: [
      ...shell === "bash" ? ["--norc"] : shell === "zsh" ? ["-f"] : ["--no-config"],
      join(bin, "driver"),
      ...words,
    ],
    cwd: folder,
    env: { PATH: `${bin}:${Deno.env.get("PATH")}`, BIN: bin, HOME: bin, TERM: "dumb", ...SAME_CACHE },
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  assertEquals([code, decoder.decode(stderr)], [0, ""]);
  const offered = decoder.decode(stdout).split("\n").map((line) => line.split("\t")[0] ?? "");
  return [...new Set(offered.filter((line) => line !== ""))].sort();
}

/** What prints the offers of each shell, one a line. */
const SHELLS = {
  bash: `
source "$BIN/script"
complete -p qa-rig | grep -q -- '-F _qa_rig' || exit 9
COMP_WORDS=(qa-rig "$@") COMP_CWORD=$#
_qa_rig
printf '%s\\n' "\${COMPREPLY[@]}"
`,
  // A terminal of its own, in which Tab is pressed; what would be offered is written down instead.
  zsh: `
zmodload zsh/zpty
cat >$BIN/setup <<'EOF'
PS1=
autoload -Uz compinit && compinit -u -d $BIN/dump
source $BIN/script
compadd() {
  if [[ \${(j: :)@[1,(i)(-|--)]} == *-[OAD]\\ * ]]; then builtin compadd "$@"; return; fi
  local -a hits
  builtin compadd -A hits "$@"
  print -rl -- $hits >>$BIN/offers
}
# Before the editor of lines has begun, the terminal itself would take what is typed.
zle-line-init() { print READ''Y }
zle -N zle-line-init
EOF
zpty shell zsh -f -i
zpty -w shell 'source $BIN/setup'
zpty -r -m shell text '*READY*'
zpty -w -n shell "qa-rig $*"$'\\t'$'\\x15'"exit"$'\\n'
while zpty -r shell text; do :; done
if [[ -e $BIN/offers ]]; then cat $BIN/offers; rm $BIN/offers; fi
`,
  fish: `
source $BIN/script
complete -C "qa-rig $argv"
`,
} as const;

/** The title as a pattern: as it is to be typed, but for fish, which quotes it when it is taken. */
const PATTERN = {
  bash: String.raw`Guest\ buys\ \\\(one\\\)\ teapot`,
  zsh: String.raw`Guest\ buys\ \\\(one\\\)\ teapot`,
  fish: String.raw`Guest buys \(one\) teapot`,
} as const;

for (const shell of Object.keys(SHELLS) as readonly (keyof typeof SHELLS)[]) {
  Deno.test(`${shell} completes commands, options and their choices`, () =>
    inShell(shell, async (complete) => {
      assertEquals(await complete(["val"]), ["validate"]);
      assertEquals(await complete(["run", "--brow"]), ["--browser", "--browser-path"]);
      assertEquals(await complete(["run", "--browser", "c"]), ["chrome", "chromium"]);
      assertEquals(await complete(["report", "me"]), ["merge"]);
      assertEquals(await complete(["schema", ""]), ["flow", "report"]);
    }));

  Deno.test(`${shell} completes tags and titles of the flows that are there`, () =>
    inShell(shell, async (complete) => {
      assertEquals(await complete(["run", "--tag", ""]), ["shop", "smoke"]);
      assertEquals(await complete(["run", "--name", "G"]), [PATTERN[shell]]);
    }));

  Deno.test(`${shell} completes files and folders`, () =>
    inShell(shell, async (complete) => {
      assertMatch((await complete(["validate", "a.fl"])).join(), /^a\.flow\.yaml$/);
      assertMatch((await complete(["run", "--output-dir", "se"])).join(), /^settings\/?$/);
      assertEquals(await complete(["run", "--base-url", ""]), []);
    }));
}

Deno.test("bash completes a value behind an equals sign, which is a word of its own there", () =>
  inShell("bash", async (complete) => {
    assertEquals(await complete(["run", "--browser", "=", "chrome"]), ["chrome"]);
    assertEquals(await complete(["run", "--browser", "="]), ["chrome", "chromium", "firefox", "msedge", "webkit"]);
  }));

for (const shell of ["zsh", "fish"] as const) {
  Deno.test(`${shell} completes a value behind an equals sign`, () =>
    inShell(shell, async (complete) => {
      const offers = await complete(["run", "--browser=we"]);
      assertEquals(offers.map((offer) => offer.replace("--browser=", "")), ["webkit"]);
    }));
}
