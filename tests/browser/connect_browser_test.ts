import { connectBrowser, type ConnectOptions } from "../../lib/browser/connect_browser.ts";
import { loadPlaywright } from "../../lib/browser/playwright.ts";
import { processStart } from "../../lib/browser/process_start.ts";
import { BrokenRunError, UsageError } from "../../lib/errors.ts";
import { realHost } from "../../lib/host.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "../assert.ts";
import { browserTest, serve } from "./browser_fixture.ts";
import { startBrowserServer } from "./browser_server.ts";

const host = realHost();

browserTest("connectBrowser() uses a Playwright server and leaves its browser running", async () => {
  await using server = await startBrowserServer();
  await checkConnection(server.wsEndpoint);
  assertEquals(typeof await processStart(host, server.pid), "string");
});

browserTest("connectBrowser() uses a CDP endpoint and leaves its browser running", async () => {
  await using server = await startBrowserServer();
  for (const url of [server.cdpUrl, server.cdpSocket]) await checkConnection(url);
  assertEquals(typeof await processStart(host, server.pid), "string");
});

browserTest("connectBrowser() asks a grid for a session and ends it", async () => {
  await using server = await startBrowserServer();
  const asked: string[] = [];
  await using grid = await serve({
    "/wd/hub/session": async (request) => {
      asked.push(`${request.method} ${JSON.stringify(await request.json())}`);
      return Response.json({ value: { sessionId: "7", capabilities: { "se:cdp": server.cdpSocket } } });
    },
    "/wd/hub/session/7": (request) => {
      asked.push(request.method);
      return Response.json({ value: null });
    },
  });
  await checkConnection(`grid+${grid.url}/wd/hub`);
  assertStringIncludes(asked[0] ?? "", '"browserName":"chrome"');
  assertEquals(asked.slice(1), ["DELETE"]);
});

browserTest("connectBrowser() says what it could not connect to, without a password", async () => {
  await using grid = await serve({
    "/session": () => Response.json({ value: { message: "no slots" } }, { status: 500 }),
  });
  const refused = await assertRejects(() => connect("ws://ada:pw@127.0.0.1:1/x"), BrokenRunError);
  assertStringIncludes(refused.message, 'Cannot connect to "ws://***@127.0.0.1:1/x"');
  const full = await assertRejects(() => connect(`grid+${grid.url}`), BrokenRunError);
  assertStringIncludes(full.message, "found status 500 (no slots), expected a session");
});

browserTest("connectBrowser() gives up in time, and refuses other kinds of URL", async () => {
  await using silent = await serve({
    "/json/version/": ({ signal }) =>
      new Promise((resolve) => signal.addEventListener("abort", () => resolve(new Response()))),
  });
  const error = await assertRejects(() => connect(silent.url, { timeoutMs: 200 }), BrokenRunError);
  assertStringIncludes(error.message, "found no answer after 0.2 s");
  await assertRejects(() => connect("ftp://x"), UsageError, "grid+http://");
});

async function checkConnection(url: string): Promise<void> {
  await using running = await connect(url);
  assertEquals([running.pid, running.info.source], [null, "connected"]);
  const page = await running.browser.newPage();
  assertEquals(await page.evaluate("1 + 1"), 2);
}

async function connect(url: string, options: Partial<ConnectOptions> = {}) {
  const playwright = await loadPlaywright(host);
  return await connectBrowser(host, playwright, { url, browser: "chromium", slowMoMs: 0, ...options });
}
