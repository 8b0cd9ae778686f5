// A process of its own that launches a browser and then waits to be killed.
import { realHost } from "../../lib/host.ts";
import { startBrowser } from "./browser_fixture.ts";

const { running, runFolder } = await startBrowser();
realHost().stdout.write(`${JSON.stringify({ pid: running.pid, folder: runFolder.path })}\n`);
await new Promise((resolve) => setTimeout(resolve, 60_000));
