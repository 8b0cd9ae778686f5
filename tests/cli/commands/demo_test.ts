import { main } from "../../../main.ts";
import { assertEquals, assertMatch, assertStringIncludes } from "../../assert.ts";
import { fakeHost, inFolder } from "../../fake_host.ts";
import { realHost } from "../../../lib/host.ts";
import { demoFlows, failingDemoFlow } from "../../../lib/demo/demo_flows.ts";
import { demoFiles } from "../../../lib/cli/demo_files.ts";
import { readFlows } from "../../../lib/flow/read_flows.ts";

Deno.test("qa-rig demo --serve keeps the site up until a signal", async () => {
  let answer = "";
  const host = fakeHost({
    args: ["demo", "--serve"],
    overrides: {
      onSignal(signal, handler) {
        // The site is asked only once the command waits, and then told to end.
        if (signal === "SIGTERM") fetchPage(host.written.stdout).then((page) => answer = page).then(handler);
        return { [Symbol.dispose]: () => {} };
      },
    },
  });
  assertEquals(await main(host), 0);
  assertMatch(host.written.stdout, /^The demo site is up at http:\/\/127\.0\.0\.1:\d+\n/);
  assertMatch(host.written.stdout, /qa-rig run first\.flow\.yaml --base-url http:\/\/127\.0\.0\.1:\d+\n/);
  assertStringIncludes(answer, "Everything for tea");
});

async function fetchPage(printed: string): Promise<string> {
  const response = await fetch(/http:\S+/.exec(printed)?.[0] ?? "");
  return await response.text();
}

Deno.test("qa-rig demo --port says when the port is taken", async () => {
  await using server = realHost().serve(() => new Response(), 0);
  const host = fakeHost({ args: ["demo", "--serve", "--port", String(server.port)] });
  assertEquals(await main(host), 2);
  assertStringIncludes(host.written.stderr, `error: Cannot serve the demo site on port ${server.port}: `);
  assertStringIncludes(host.written.stderr, "hint: try another --port");
});

Deno.test("the first flow that qa-rig demo --serve shows is a valid one", async () => {
  const host = fakeHost({
    args: ["demo", "--serve"],
    overrides: {
      onSignal(_, handler) {
        handler();
        return { [Symbol.dispose]: () => {} };
      },
    },
  });
  await main(host);
  const flow = host.written.stdout.split("\n").filter((line) => /^ {2}(flow:|steps:| )/.test(line)).join("\n");
  await inFolder({ "first.flow.yaml": flow.replaceAll(/^ {2}/gm, "") }, async (cwd) => {
    const checked = fakeHost({ args: ["validate"], cwd });
    assertEquals([await main(checked), checked.written.stdout], [0, "no problem in 1 flow file\n"]);
  });
});

Deno.test("the flows of qa-rig demo do not see the files of the working folder", () =>
  inFolder({ "suite.yaml": "not: [valid", "flows/suite.yaml": "not: [valid" }, async (cwd) => {
    const files = [...demoFlows(), failingDemoFlow()];
    const host = demoFiles(fakeHost({ cwd }), files);
    const { flows, diagnostics } = await readFlows(files.map(({ path }) => path), host, { allowRead: [] });
    assertEquals(diagnostics, []);
    assertEquals(flows.map(({ specPath }) => specPath), files.map(({ path }) => path));
  }));
