import { realHost } from "../../lib/host.ts";
import { startDemoSite } from "../../lib/demo/start_demo_site.ts";

const HERE = new URL(".", import.meta.url);
const PERMISSIONS = ["read", "write", "net", "env", "sys", "run"].map((name) => `--allow-${name}`);

/** The flow whose text stands in the README, in this folder. */
export const README_FLOW = "teapot.flow.yaml";

/** What a real run of the README's flow prints, as a block of text; needs a browser. */
export async function runOutput(): Promise<string> {
  await using site = startDemoSite(realHost(), { port: 0 });
  const folder = await Deno.makeTempDir({ prefix: "qa-rig-docs-" });
  try {
    const command = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--no-prompt",
        "--cached-only",
        ...PERMISSIONS,
        "../../main.ts",
        "run",
        README_FLOW,
        "--base-url",
        site.url,
      ],
      cwd: HERE,
      env: { QA_RIG_OUTPUT_DIR: folder, NO_COLOR: "1" },
    });
    const { code, stdout, stderr } = await command.output();
    if (code !== 0) throw new Error(new TextDecoder().decode(stderr) || `The run ended with exit code ${code}`);
    const text = new TextDecoder().decode(stdout).replaceAll(folder, "qa-rig-report");
    return `\`\`\`\n$ qa-rig run ${README_FLOW}\n${text.trimEnd()}\n\`\`\``;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
