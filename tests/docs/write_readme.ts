import { cookbook } from "./cookbook.ts";
import { fillInParts } from "./fill_in_parts.ts";
import { GENERATED_PARTS } from "./generated_parts.ts";
import { runOutput } from "./run_output.ts";

// `deno task docs`: writes the generated parts of the README and the cookbook anew; with `--run` also the output of a real run.
const path = new URL("../../README.md", import.meta.url);
const withRun = Deno.args.includes("--run");
const output = withRun ? await runOutput() : null;
const parts = { ...GENERATED_PARTS, ...output === null ? {} : { "run output": () => output } };
await Deno.writeTextFile(new URL("../../flows/README.md", import.meta.url), cookbook());
await Deno.writeTextFile(path, fillInParts(await Deno.readTextFile(path), parts));
