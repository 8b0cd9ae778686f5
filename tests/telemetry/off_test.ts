import { fileURLToPath } from "node:url";
import { assert, assertEquals } from "../assert.ts";
import { runChild } from "./run_child.ts";

const LIB = new URL("../../lib/telemetry/", import.meta.url);

const OUTER = ["telemetry.ts", "attributes.ts", "settings.ts", "telemetry_variables.ts", "ci.ts", "open_telemetry.ts"];

Deno.test("no file that the rest of the program imports leads to a package by static imports", async () => {
  for (const name of OUTER) {
    const packages = (await staticImports(name)).filter((url) => url.startsWith("npm:"));
    assertEquals([name, packages], [name, []]);
  }
  assert((await staticImports("mod.ts")).some((url) => url.includes("@opentelemetry/api")));
});

Deno.test("telemetry that is off loads no OpenTelemetry, has ids of zeros and delivers nothing", async () => {
  const { imports } = JSON.parse(await Deno.readTextFile(new URL("../../deno.json", LIB)));
  const poisoned = Object.keys(imports).filter((name) => /^@(opentelemetry|grpc)\//.test(name))
    .map((name) => [name, "data:text/javascript,throw new Error('loaded')"]);
  const { code, stdout, stderr } = await runChild({}, Object.fromEntries(poisoned));
  assertEquals([code, stderr], [0, ""]);
  const { ids, receipt, warnings } = JSON.parse(stdout);
  assertEquals(ids.flow, { traceId: "0".repeat(32), spanId: "0".repeat(16) });
  assertEquals(ids.steps, Array(3).fill("0".repeat(16)));
  assertEquals([receipt.enabled, receipt.delivered, warnings], [false, null, []]);
  assertEquals((await runChild({ QA_RIG_OTEL_ENABLED: "1" }, Object.fromEntries(poisoned))).code, 1);
});

/** Modules that a file reaches by static imports that are not of types alone. */
async function staticImports(name: string): Promise<readonly string[]> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "--no-lock", fileURLToPath(new URL(name, LIB))],
    env: { NO_COLOR: "1" },
  }).output();
  const { roots, redirects, modules } = JSON.parse(new TextDecoder().decode(stdout));
  const reached = new Set<string>();
  const next: string[] = [...roots];
  for (let url = next.pop(); url !== undefined; url = next.pop()) {
    if (reached.has(url)) continue;
    reached.add(url);
    const found = modules.find(({ specifier }: { specifier: string }) => specifier === url);
    for (const { code, isDynamic } of found?.dependencies ?? []) {
      if (code?.specifier && !isDynamic) next.push(redirects[code.specifier] ?? code.specifier);
    }
  }
  return [...reached];
}
