import { processStart } from "../../lib/browser/process_start.ts";
import { realHost } from "../../lib/host.ts";
import { assertEquals, assertStringIncludes } from "../assert.ts";
import { serve } from "../browser/browser_fixture.ts";
import { type BrowserServer, startBrowserServer } from "../browser/browser_server.ts";
import { inFolder } from "../fake_host.ts";
import { type Ended, readReport, runProgram } from "../program.ts";

const FLOW = `flow: A
steps:
  - goto: "data:text/html,<button onclick='this.textContent=1'>Go</button>"
  - click: Go
  - expect: {role: button, to_have_text: "1"}
  - screenshot
`;

/** Runs the executable, which has a runtime of its own and neither Deno nor a browser beside it. */
async function runConnected(url: string, cwd: string): Promise<Ended> {
  const executable = Deno.env.get("TEST_EXECUTABLE");
  if (executable === undefined) {
    throw new Error("Cannot test the executable: found no variable TEST_EXECUTABLE, expected its path");
  }
  const env = { PATH: "/nowhere", HOME: cwd };
  return await runProgram(["run", "a.flow.yaml", "--connect", url], { cwd, env, clearEnv: true, executable });
}

/** Two runs in the same browser, which neither of them ends. */
async function checkConnected(url: string, { pid }: BrowserServer): Promise<void> {
  await inFolder({ "a.flow.yaml": FLOW }, async (cwd) => {
    for (let round = 1; round <= 2; round++) {
      const { code, stdout, stderr } = await runConnected(url, cwd);
      assertEquals(code, 0, stdout + stderr);
      const { browser, flows_passed } = await readReport(`${cwd}/qa-rig-report`);
      assertEquals([browser?.source, flows_passed], ["connected", 1]);
      assertEquals(typeof await processStart(realHost(), pid), "string");
    }
  });
}

Deno.test("The executable connects to a CDP endpoint, by its address and by its socket", async () => {
  await using server = await startBrowserServer();
  await checkConnected(server.cdpUrl, server);
  await checkConnected(server.cdpUrl.replace("127.0.0.1", "localhost"), server);
  await checkConnected(server.cdpSocket, server);
});

Deno.test("The executable connects to a Playwright server", async () => {
  await using server = await startBrowserServer();
  await checkConnected(server.wsEndpoint, server);
});

Deno.test("The executable asks a grid for a session and ends it", async () => {
  await using server = await startBrowserServer();
  const asked: string[] = [];
  await using grid = await serve({
    "/wd/hub/session": async (request) => {
      const { capabilities } = await request.json();
      asked.push(`${request.method} ${capabilities.alwaysMatch.browserName}`);
      return Response.json({ value: { sessionId: "7", capabilities: { "se:cdp": server.cdpSocket } } });
    },
    "/wd/hub/session/7": (request) => {
      asked.push(request.method);
      return Response.json({ value: null });
    },
  });
  await checkConnected(`grid+${grid.url}/wd/hub`, server);
  assertEquals(asked, ["POST chrome", "DELETE", "POST chrome", "DELETE"]);
});

Deno.test("The executable says why it could not connect", async () => {
  await using silent = await serve({});
  await inFolder({ "a.flow.yaml": FLOW }, async (cwd) => {
    for (
      const [url, reason] of [
        ["http://127.0.0.1:1", "connect ECONNREFUSED 127.0.0.1:1"],
        ["ws://127.0.0.1:1/x", "connect ECONNREFUSED 127.0.0.1:1"],
        ["grid+http://127.0.0.1:1", "Connection refused"],
        ["http://browser.invalid", "getaddrinfo ENOTFOUND browser.invalid"],
        [silent.url, "is not valid JSON"],
      ] as const
    ) {
      const { code, stdout, stderr } = await runConnected(url, cwd);
      assertEquals(code, 4, stdout + stderr);
      assertStringIncludes(stdout, `Cannot connect to "${url}": `);
      assertStringIncludes(stdout, reason);
    }
  });
});
