import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatDiagnostic } from "../../lib/cli/format_diagnostic.ts";
import { readFlows } from "../../lib/flow/read_flows.ts";
import { assertEquals } from "../assert.ts";
import { fakeHost } from "../fake_host.ts";

/**
 * Every folder of tests/golden that begins with `flow_` holds a flow with problems, and in `stderr.txt` what is said about
 * them. `UPDATE_GOLDEN=1` writes these anew, to be reviewed.
 */
const GOLDEN = fileURLToPath(new URL("../golden", import.meta.url));
const UPDATE = Deno.env.get("UPDATE_GOLDEN") === "1";

for (const { name } of [...Deno.readDirSync(GOLDEN)].sort((one, other) => one.name < other.name ? -1 : 1)) {
  if (!name.startsWith("flow_")) continue;
  Deno.test(`readFlows() says what stands in tests/golden/${name}`, async () => {
    const cwd = join(GOLDEN, name);
    const { diagnostics } = await readFlows(["flow.flow.yaml"], fakeHost({ cwd }), { allowRead: [] });
    const actual = diagnostics.map((diagnostic) => formatDiagnostic(diagnostic, { color: false })).join("\n");
    const path = join(cwd, "stderr.txt");
    if (UPDATE) await Deno.writeTextFile(path, actual);
    else assertEquals(actual, await Deno.readTextFile(path));
  });
}
