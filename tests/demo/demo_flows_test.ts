import { parse } from "yaml";
import { demoFlows, failingDemoFlow } from "../../lib/demo/demo_flows.ts";
import { assert, assertEquals } from "../assert.ts";

interface Written {
  readonly flow: string;
  readonly base_url?: string;
  readonly steps: readonly unknown[];
  readonly finally?: readonly unknown[];
}

const read = (text: string) => parse(text) as Written;
const root = new URL("../../", import.meta.url);

Deno.test("demoFlows() gives every flow of flows/, in order, as it stands there", async () => {
  const names = (await Array.fromAsync(Deno.readDir(new URL("flows/", root)))).filter((entry) => entry.isFile)
    .map(({ name }) => `flows/${name}`).filter((path) => path.endsWith(".flow.yaml")).toSorted();
  assertEquals(demoFlows().map(({ path }) => path), names);
  for (const { path, text } of [...demoFlows(), failingDemoFlow()]) {
    assertEquals(text, await Deno.readTextFile(new URL(path, root)));
  }
});

Deno.test("demoFlows() gives at least 4 flows and 30 steps, each with a title of its own", () => {
  const flows = demoFlows().map(({ text }) => read(text));
  assert(flows.length >= 4);
  assert(flows.reduce((sum, { steps }) => sum + steps.length, 0) >= 30);
  assertEquals(new Set(flows.map(({ flow }) => flow)).size, flows.length);
});

Deno.test("demoFlows() need no environment and no site but the demo's", () => {
  for (const { path, text } of [...demoFlows(), failingDemoFlow()]) {
    assert(!/\$\{env\.|^secrets:|https?:/m.test(text), path);
    assertEquals(read(text).base_url, undefined, path);
  }
});
