import type { Host } from "../host.ts";
import type { BrowserName } from "./found_browser.ts";

/** A session of a Selenium Grid: its browser was started for us, so it is ours to end. */
export interface GridSession {
  readonly cdpUrl: string;
  /** Never rejects. */
  end(): Promise<void>;
}

/** Asks a Selenium Grid (version 4 or later, which passes CDP on) for a browser; throws. */
export async function openGridSession(host: Host, hub: string, browser: BrowserName): Promise<GridSession> {
  const sessions = `${hub.replace(/\/+$/, "")}/session`;
  const response = await host.fetch(sessions, {
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify({ capabilities: { alwaysMatch: capabilities(browser) } }),
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`found status ${response.status} (${value?.message}), expected a session`);
  const end = async () => {
    const answer = await host.fetch(`${sessions}/${value.sessionId}`, { method: "DELETE" }).catch(() => null);
    await answer?.body?.cancel();
  };
  const cdpUrl = value?.capabilities?.["se:cdp"];
  if (typeof cdpUrl === "string") return { cdpUrl, end };
  await end();
  throw new Error('found no "se:cdp" in the capabilities, expected a grid that passes CDP on (Selenium 4)');
}

function capabilities(browser: BrowserName): Record<string, unknown> {
  const args = ["--headless=new", "--no-first-run"];
  return browser === "msedge"
    ? { browserName: "MicrosoftEdge", "ms:edgeOptions": { args } }
    : { browserName: "chrome", "goog:chromeOptions": { args } };
}
