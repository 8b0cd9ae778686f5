import { assert } from "../assert.ts";
import { FILES, mutatedFlows } from "./mutated_flows.ts";
import { readText } from "./read_text.ts";

/** A hang, on a machine with much else to do; the program's own test holds it to 5 s of CPU time. */
const MAX_MS = 60_000;

Deno.test(`readFlows() reads or refuses ${FILES} mutated files, each with a place and soon`, async () => {
  let refused = 0;
  for (const [index, text] of (await mutatedFlows()).entries()) {
    const what = `file ${index} (${JSON.stringify(text.slice(0, 200))}…)`;
    const started = performance.now();
    const { diagnostics } = await readText(text);
    assert(performance.now() - started < MAX_MS, `${what} took ${performance.now() - started} ms`);
    for (const { message, at, hint } of diagnostics) {
      assert(at !== null && at.line >= 1 && at.column >= 1 && at.length >= 1, `${what}: "${message}" has no place`);
      assert(message.startsWith("Cannot read "), `${what}: ${message}`);
      const words = `${message} ${hint ?? ""}`;
      assert(
        !/\bundefined\b|\[object|TypeError|RangeError| {4}at |\.ts:|zod|Invalid input/.test(words),
        `${what}: ${words}`,
      );
    }
    if (diagnostics.length > 0) refused++;
  }
  // Were most of them fine, the mutations would be too tame to say anything.
  assert(refused > FILES / 2, `only ${refused} were refused`);
});
