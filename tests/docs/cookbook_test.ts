import { startDemoSite } from "../../lib/demo/start_demo_site.ts";
import { realHost } from "../../lib/host.ts";
import { assertEquals } from "../assert.ts";
import { inFolder } from "../fake_host.ts";
import { readReport } from "../program.ts";
import { qaRig } from "../qa_rig.ts";
import { cookbook, PANTRY, recipes } from "./cookbook.ts";

const FILE = new URL("../../flows/README.md", import.meta.url);

Deno.test("flows/README.md is not stale (deno task docs writes it)", async () => {
  assertEquals(await Deno.readTextFile(FILE), cookbook());
});

Deno.test({
  name: "every action's example passes as a flow of the cookbook",
  // The browsers' pipes close a moment after the run.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    await using site = startDemoSite(realHost(), { port: 0 });
    const flows = Object.fromEntries(recipes().map(({ action, text }) => [`${action}.flow.yaml`, text]));
    await inFolder({ ...PANTRY, ...flows }, async (cwd) => {
      // A baseline that is not there yet would be a failure.
      const args = ["run", ".", "--base-url", site.url, "--workers", "2", "--update-snapshots"];
      const { code, stderr } = await qaRig(args, { cwd });
      const report = await readReport(`${cwd}/qa-rig-report`);
      const failed = report.flows.filter(({ status }) => status !== "passed");
      assertEquals(failed.map(({ id, error }) => `${id}: ${error?.message}`), []);
      assertEquals([code, report.flows_passed], [0, recipes().length], stderr);
    });
  },
});
