import { realHost } from "../../lib/host.ts";
import { main } from "../../main.ts";
import { assertEquals, assertMatch } from "../assert.ts";
import { fakeHost, inFolder } from "../fake_host.ts";
import { readReport } from "../program.ts";
import { flowTest, runFlowText } from "./run_flow_text.ts";

const FLOW = `
flow: A file is kept
secrets: {card: {env: QA_CARD}}
steps:
  - set: {a: "1"}
`;

const OUTSIDE = ["HOME", "XDG_CACHE_HOME", "PATH", "LOCALAPPDATA", "QA_RIG_BROWSER_PATH"];

flowTest("a kept file that cannot be searched for secrets is exit 6 and a warning in the report", async () => {
  await inFolder({ "a.flow.yaml": FLOW }, async (cwd) => {
    const real = realHost();
    const readBytes = (path: string) =>
      path.endsWith("out.tap")
        ? Promise.reject(new Error("Input/output error (os error 5)"))
        : real.files.readBytes(path);
    const host = fakeHost({
      args: ["run", "a.flow.yaml", "--reporter", "tap=out.tap"],
      env: {
        ...Object.fromEntries(OUTSIDE.map((name) => [name, Deno.env.get(name) ?? ""])),
        QA_CARD: "4242-4242-4242",
      },
      cwd,
      overrides: { files: { ...real.files, readBytes } },
    });
    assertEquals(await main(host), 6);
    const warning = 'Cannot look for secrets in "out.tap": Input/output error (os error 5), so one may be kept there';
    assertMatch(host.written.stderr, new RegExp(`^warning: ${RegExp.escape(warning)}$`, "m"));
    const report = await readReport(`${cwd}/qa-rig-report`);
    assertEquals(report.warnings.map(({ message }) => message), [warning]);
    assertEquals([report.status, report.exit, report.redactions], [
      "passed",
      { code: 6, reasons: ["secret_found"] },
      0,
    ]);
  });
});

flowTest("a kept file in which a secret stood is named in a warning, with what was done about it", async () => {
  const text = `
flow: A download is kept
secrets: {card: {env: QA_CARD}}
steps:
  - goto: /
  - evaluate: {script: "document.title = args.card", args: {card: "\${secrets.card}"}}
  - pdf: doc
`;
  const { code, report, stderr } = await runFlowText(text, { env: { QA_CARD: "4242-4242-4242" } });
  const [path = ""] = report.flows[0]?.steps.at(-1)?.artifacts.map(({ path }) => path) ?? [];
  const warning = `Found a secret in "qa-rig-report/${path}": the file was removed`;
  assertEquals([code, report.exit.reasons, report.redactions], [6, ["secret_found"], 1]);
  assertEquals(report.warnings.map(({ message }) => message), [warning]);
  assertMatch(stderr, new RegExp(`^warning: ${RegExp.escape(warning)}$`, "m"));
});
