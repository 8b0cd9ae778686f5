// deno-lint-ignore-file no-console -- a benchmark prints its numbers
import { join } from "node:path";
import { stringify } from "yaml";
import { ACTIONS, findAction } from "../../lib/actions/mod.ts";
import { runProgram } from "../program.ts";
import { describeMachine } from "./pair.ts";

/**
 * Times `validate` of 1,000 flow files of 20 steps, the whole process, five times; prints the median. The executable is
 * TEST_EXECUTABLE, without it the program is run from its source.
 */
const FILES = 1_000;
const STEPS = 20;
const ROUNDS = 5;

/** Actions whose examples need no file beside the flow and no variable. */
const NAMES = Object.keys(ACTIONS).filter((name) =>
  !["use", "upload", "expect_screenshot", "assert", "set"].includes(name)
);

function flowText(number: number): string {
  const steps = Array.from({ length: STEPS }, (_, index) => {
    const name = NAMES[(number + index) % NAMES.length] ?? "reload";
    const example = JSON.parse(
      JSON.stringify(findAction(name)?.example ?? null).replaceAll(/("as":"\w+)/g, `$1_${index}`),
    );
    return { [name]: example };
  });
  return stringify({ flow: `Flow ${number}`, base_url: "http://127.0.0.1", tags: ["bench"], vars: { a: 1 }, steps });
}

console.log(describeMachine());
const executable = Deno.env.get("TEST_EXECUTABLE");
const folder = await Deno.makeTempDir({ prefix: "qa-rig-bench-" });
try {
  for (let number = 1; number <= FILES; number++) {
    await Deno.writeTextFile(join(folder, `${number}.flow.yaml`), flowText(number));
  }
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    const { code, stdout } = await runProgram(["validate"], {
      cwd: folder,
      ...executable === undefined ? {} : { executable },
    });
    times.push(performance.now() - started);
    if (code !== 0) throw new Error(`Cannot validate: found exit code ${code}\n${stdout.slice(0, 2_000)}`);
  }
  const seconds = times.toSorted((one, other) => one - other).map((ms) => (ms / 1000).toFixed(2));
  console.log(`validate ${FILES} files of ${STEPS} steps: median ${seconds[2]} s of ${seconds.join(", ")} s`);
} finally {
  await Deno.remove(folder, { recursive: true });
}
