import { loadPlaywright } from "../../lib/browser/playwright.ts";
import { realHost } from "../../lib/host.ts";
import { findForTest, until } from "./browser_fixture.ts";

const host = realHost();

/** A browser of somebody else: Playwright's server in front of it, and its own CDP endpoint. */
export interface BrowserServer extends AsyncDisposable {
  readonly wsEndpoint: string;
  /** `http://127.0.0.1:<port>` */
  readonly cdpUrl: string;
  /** The same as `ws://…/devtools/browser/…`. */
  readonly cdpSocket: string;
  readonly pid: number;
}

/** Starts one. */
export async function startBrowserServer(): Promise<BrowserServer> {
  const { executable, env } = await findForTest(host.files.tempFolder);
  const { chromium } = await loadPlaywright(host);
  const server = await chromium.launchServer({
    executablePath: executable,
    host: "127.0.0.1",
    args: ["--remote-debugging-port=0"],
    chromiumSandbox: host.system.uid !== 0,
    env: { ...Deno.env.toObject(), ...env },
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const { pid = 0, spawnargs } = server.process();
  const [port, path] = await endpoint(spawnargs);
  return {
    wsEndpoint: server.wsEndpoint(),
    cdpUrl: `http://127.0.0.1:${port}`,
    cdpSocket: `ws://127.0.0.1:${port}${path}`,
    pid,
    [Symbol.asyncDispose]: () => server.close(),
  };
}

/** What the browser wrote into its profile. */
async function endpoint(spawnargs: readonly string[]): Promise<readonly string[]> {
  const argument = spawnargs.find((arg) => arg.startsWith("--user-data-dir="));
  const profile = argument?.slice("--user-data-dir=".length);
  const read = () => Deno.readTextFile(`${profile}/DevToolsActivePort`).catch(() => "");
  await until("the browser wrote its port", async () => (await read()).includes("\n"));
  return (await read()).split("\n");
}
