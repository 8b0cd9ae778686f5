import { assertEquals, assertMatch } from "../assert.ts";
import { flowTest, runFlowText } from "./run_flow_text.ts";

const PASSING = "flow: A\nsteps:\n  - goto: /\n";
const FAILING = "flow: A\nsteps:\n  - goto: /\n  - click: Nowhere\n";
const WITHHELD = "No trace is kept, because the flow has secrets: --record-secrets keeps it all the same";

/** Where the cache of each system would be. */
const NO_CACHE = { XDG_CACHE_HOME: "/nowhere", HOME: "/nowhere", LOCALAPPDATA: "/nowhere" };

/** A flow, its options, and what is kept: the kinds of the attempt's recordings and the flow's warnings. */
const CASES: readonly {
  readonly what: string;
  readonly flow: string;
  readonly args: readonly string[];
  readonly kept: readonly string[];
  readonly warnings: readonly string[];
}[] = [
  { what: "nothing unless it is asked for", flow: FAILING, args: [], kept: [], warnings: [] },
  { what: "the trace of a passed attempt", flow: PASSING, args: ["--trace=on"], kept: ["trace"], warnings: [] },
  { what: "no trace on-failure of a pass", flow: PASSING, args: ["--trace=on-failure"], kept: [], warnings: [] },
  {
    what: "the trace on-failure of a failure",
    flow: FAILING,
    args: ["--trace=on-failure"],
    kept: ["trace"],
    warnings: [],
  },
  {
    what: "no trace of a flow with a secret",
    flow: `secrets: {card: {env: QA_CARD}}\n${PASSING}  - fill: {label: Search, value: "\${secrets.card}"}\n`,
    args: ["--trace=on"],
    kept: [],
    warnings: [WITHHELD],
  },
  {
    what: "no trace once a secret was captured",
    flow: `${PASSING}  - capture: {role: status, as: products, secret: true}\n`,
    args: ["--trace=on"],
    kept: [],
    warnings: [WITHHELD],
  },
  {
    what: "the trace with its secrets when that is insisted on",
    flow: `secrets: {card: {env: QA_CARD}}\n${PASSING}  - fill: {label: Search, value: "\${secrets.card}"}\n`,
    args: ["--trace=on", "--record-secrets"],
    kept: ["trace"],
    warnings: ["The trace may show secrets: it was kept by --record-secrets"],
  },
];

for (const { what, flow, args, kept, warnings } of CASES) {
  flowTest(`A run keeps ${what}`, async () => {
    const ran = await runFlowText(flow, {
      args: [...args, "--screenshot=off"],
      env: { QA_CARD: "4111 1111 1111 1111" },
    });
    const artifacts = ran.flow.attempts.flatMap(({ artifacts }) => artifacts.map(({ kind }) => kind));
    const said = [...ran.flow.warnings, ...ran.report.warnings].map(({ message }) => message);
    assertEquals({ kept: artifacts, warnings: said }, { kept: [...kept], warnings: [...warnings] });
  });
}

flowTest("A kept trace is a whole zip archive below the output folder", async () => {
  let head = "";
  await runFlowText(FAILING, {
    args: ["--trace=on"],
    async look(folder) {
      const { flows } = JSON.parse(await Deno.readTextFile(`${folder}/qa-rig-report/report.json`));
      const [{ path }] = flows[0].attempts[0].artifacts.filter(({ kind }: { kind: string }) => kind === "trace");
      const bytes = await Deno.readFile(`${folder}/qa-rig-report/${path}`);
      // The end record of a zip archive stands in its last 22 bytes.
      head = new TextDecoder("latin1").decode(bytes.subarray(0, 4)) +
        new TextDecoder("latin1").decode(bytes.subarray(-22, -18));
    },
  });
  assertEquals(head, "PK\x03\x04PK\x05\x06");
});

flowTest("A run that should record videos ends before its first flow where ffmpeg is missing", async () => {
  const error = await runFlowText(PASSING, { args: ["--video=on"], env: NO_CACHE }).then(
    () => "",
    (error) => String(error),
  );
  assertMatch(error, /Cannot record videos: found no file ".*ffmpeg-\d+.*", expected Playwright's ffmpeg/);
  assertMatch(error, /npx playwright@[\d.]+ install ffmpeg/);
});
