import { join } from "node:path";
import { assert, assertEquals } from "../assert.ts";
import { RAW_CONTROL } from "../report/raw_control.ts";
import { flowTest, runFlowText } from "./run_flow_text.ts";

flowTest("Terminal escape sequences of a page reach neither the terminal nor a report raw", async () => {
  const { code, stdout, stderr } = await runFlowText(
    `
flow: A
steps:
  - goto: /
  - evaluate: "document.querySelector('h1').textContent = '\\\\x1b]0;owned\\\\x07\\\\x1b[2J\\\\u202eend'; document.title = '\\\\x1b[31mred'"
  - expect: {css: h1, to_have_text: Cup}
`,
    {
      args: ["--reporter", "list", "--reporter", "html", "--reporter", "junit"],
      look: async (folder) => {
        for (const name of ["report.html", "junit.xml"]) {
          const text = await Deno.readTextFile(join(folder, "qa-rig-report", name));
          assert(text.includes("owned"), `${name} shows what was found`);
          assertEquals(RAW_CONTROL.exec(text), null, name);
        }
      },
    },
  );
  assertEquals(code, 1);
  assert(stdout.includes("owned"), stdout);
  assertEquals(RAW_CONTROL.exec(stdout + stderr), null);
});

flowTest("Names from a flow or a page cannot leave the output folder", async () => {
  const title = "../../../escaped".padEnd(200, "x");
  await runFlowText(
    `
flow: "${title}"
steps:
  - goto: /
  - screenshot: "../../../../escaped"
  - screenshot: CON
  - screenshot: con
`,
    {
      look: async (folder) => {
        const above = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
        assertEquals(above.sort(), ["a.flow.yaml", "qa-rig-report"]);
        const out = await Array.fromAsync(Deno.readDir(join(folder, "qa-rig-report")), ({ name }) => name);
        assertEquals(out.sort(), ["artifacts", "events.jsonl", "report.json"]);
      },
    },
  );
});
