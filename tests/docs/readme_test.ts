import { assertEquals, assertStringIncludes } from "../assert.ts";
import { fillInParts, partsOf } from "./fill_in_parts.ts";
import { GENERATED_PARTS } from "./generated_parts.ts";
import { README_FLOW } from "./run_output.ts";

const README = await Deno.readTextFile(new URL("../../README.md", import.meta.url));

Deno.test("the generated parts of the README are not stale (deno task docs writes them)", () => {
  assertEquals(README, fillInParts(README, GENERATED_PARTS));
});

Deno.test("the README has every generated part once", () => {
  assertEquals([...partsOf(README)].sort(), [...Object.keys(GENERATED_PARTS), "run output"].sort());
});

Deno.test("the flow in the README is the one that was run", async () => {
  const flow = await Deno.readTextFile(new URL(README_FLOW, import.meta.url));
  assertStringIncludes(README, `\`\`\`yaml\n# ${README_FLOW}\n${flow}\`\`\``);
});

Deno.test("fillInParts() replaces known parts and leaves the rest", () => {
  const text =
    "a\n<!-- generated: one -->\nold\n<!-- /generated -->\nb\n<!-- generated: two -->\nkept\n<!-- /generated -->\n";
  const filled = fillInParts(text, { one: () => "new | $& text" });
  assertEquals(filled, text.replace("old\n", "\nnew | $$& text\n\n"));
  assertEquals(fillInParts(filled, { one: () => "new | $& text" }), filled);
  assertEquals(partsOf(text), ["one", "two"]);
});
