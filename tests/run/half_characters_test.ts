import { EXIT_CODES } from "../../lib/exit_code.ts";
import { main } from "../../main.ts";
import { fakeHost } from "../fake_host.ts";
import { assertEquals, assertMatch, assertStringIncludes } from "../assert.ts";
import { parseXml } from "../report/well_formed.ts";
import { fakeCollector } from "../telemetry/fake_collector.ts";
import { flowTest, runFlowText } from "./run_flow_text.ts";

/** Half a character in every place that a text can come from. */
const FLOW = String.raw`
flow: "Half \uD83D title ${"${row.name}"}"
tags: ["half\uD83D"]
vars:
  half: "\uDE00 of a variable"
each: [{name: "row \uD83D", "key \uD83D": 1}]
steps:
  - goto: /
  - evaluate: {script: "const half = String.fromCharCode(55357); document.title = half; console.error(half); return [half, {[half]: half}]", as: made}
  - set: {copy: half}
    name: "name \uD83D"
  - request: {method: POST, url: /api/echo, body: "body \uD83D"}
  - screenshot: {file_name: "picture \uD83D.png"}
  - expect: {to_have_title: "other \uDE00"}
    soft: true
    timeout: 200ms
  - expect_no_console_errors: {}
    soft: true
    timeout: 200ms
  - goto: /dialogs
  - evaluate: "confirm('dialog ' + String.fromCharCode(55357))"
`;

const REPORTS = ["report.json", "events.jsonl", "ctrf.json", "j.xml", "r.html"];

flowTest("half a character of a page or a file is U+FFFD in every report and span", async () => {
  await using collector = fakeCollector();
  const texts: Record<string, string> = {};
  const reporters = ["list", "ctrf=qa-rig-report/ctrf.json", "junit=qa-rig-report/j.xml", "html=qa-rig-report/r.html"];
  const { code, stdout, stderr, flow } = await runFlowText(FLOW, {
    args: ["--otel", "--reporter", reporters.join(",")],
    env: {
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: "14",
    },
    look: async (folder) => {
      for (const name of REPORTS) texts[name] = await Deno.readTextFile(`${folder}/qa-rig-report/${name}`);
      const host = fakeHost({ args: ["plan", "a.flow.yaml", "--format", "json"], cwd: folder });
      assertEquals(await main(host), EXIT_CODES.passed.code);
      texts.plan = host.written.stdout;
    },
  });
  assertEquals(code, EXIT_CODES.failed.code, stderr);
  texts.stdout = stdout;
  texts.spans = JSON.stringify(collector.json("/v1/traces"));
  for (const [name, text] of Object.entries(texts)) {
    const half = /.{40}\\u[dD][89a-fA-F].{0,40}/.exec(text);
    assertEquals(half?.[0], undefined, name);
    assertStringIncludes(text, "\ufffd", name);
    assertEquals(text.isWellFormed(), true, name);
  }
  parseXml(texts["j.xml"] ?? "");
  assertEquals(flow.tags, ["half\ufffd"]);
  assertEquals(flow.row, { name: "row \ufffd", "key \ufffd": 1 });
  assertMatch(flow.flow, /^Half \ufffd title row \ufffd/);
});
