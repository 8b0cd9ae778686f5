import { assertEquals } from "../assert.ts";
import { OPTION_NAMES } from "../../lib/cli/options.ts";
import { camelCase, settleOptions } from "../../lib/cli/settle_options.ts";

Deno.test("settleOptions() takes the strongest place that says something", () => {
  const { options, sources } = settleOptions({
    commandLine: { retries: 0 },
    environment: { retries: 1, workers: "2" },
    file: { retries: 2, workers: "3", headed: true, tag: ["smoke"] },
  });
  assertEquals([options.retries, sources.retries], [0, "command line"]);
  assertEquals([options.workers, sources.workers], ["2", "environment"]);
  assertEquals([options.headed, sources.headed], [true, "qa-rig.yaml"]);
  assertEquals([options.tag, sources.tag], [["smoke"], "qa-rig.yaml"]);
  assertEquals([options.outputDir, sources["output-dir"]], ["qa-rig-report", "default"]);
});

Deno.test("settleOptions() lets the command line take back what a file says", () => {
  const { options } = settleOptions({ commandLine: { headed: false }, environment: {}, file: { headed: true } });
  assertEquals(options.headed, false);
});

Deno.test("settleOptions() gives every option a value", () => {
  const { options } = settleOptions({ commandLine: {}, environment: {}, file: {} });
  assertEquals(Object.keys(options), OPTION_NAMES.map(camelCase));
  assertEquals(Object.values(options).filter((value) => value === undefined), []);
});
