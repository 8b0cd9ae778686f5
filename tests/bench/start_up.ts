// deno-lint-ignore-file no-console -- a benchmark prints its numbers
/**
 * How long the compiled program takes to start, against an empty compiled program:
 * `deno run -P=bench tests/bench/start_up.ts` after `deno task compile`.
 */
import { fileURLToPath } from "node:url";
import { comparePair, describeMachine } from "./pair.ts";

const executable = fileURLToPath(new URL("../../dist/qa-rig", import.meta.url));
const folder = await Deno.makeTempDir({ prefix: "qa-rig-bench-" });
await Deno.writeTextFile(`${folder}/empty.ts`, "");
const compiler = Deno.env.get("DENORT_BIN") === undefined
  ? Deno.execPath()
  : Deno.env.get("DENO_2_6") ?? Deno.execPath();
await new Deno.Command(compiler, {
  args: ["compile", "--quiet", "--no-check", "--output", `${folder}/empty`, `${folder}/empty.ts`],
}).output();
await Deno.writeTextFile(
  `${folder}/a.flow.yaml`,
  "flow: A\nsteps:\n  - goto: /\n  - click: {role: link, name: Teapot}\n",
);

console.log(describeMachine());
const empty = { name: "empty program", command: `${folder}/empty`, args: [] };
await comparePair({ name: "qa-rig --help", command: executable, args: ["--help"] }, empty, 15);
await comparePair({ name: "qa-rig --version", command: executable, args: ["--version"] }, empty, 15);
await comparePair(
  { name: "qa-rig validate", command: executable, args: ["validate", "a.flow.yaml"], cwd: folder },
  empty,
  15,
);
await Deno.remove(folder, { recursive: true });
