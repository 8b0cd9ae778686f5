// deno-lint-ignore-file no-console -- a benchmark prints its numbers
/**
 * One nine-step flow through the compiled program, against the same flow as a bare Node script with Playwright:
 * `deno run -P=bench tests/bench/one_flow.ts` after `deno task compile`; needs Node and npm.
 */
import { fileURLToPath } from "node:url";
import { findBrowser } from "../../lib/browser/find_browser.ts";
import { startDemoSite } from "../../lib/demo/start_demo_site.ts";
import { realHost } from "../../lib/host.ts";
import { comparePair, describeMachine } from "./pair.ts";

const FLOW = `flow: Nine steps
steps:
  - goto: /
  - expect: {role: heading, level: 1, to_be_visible: true}
  - click: {role: link, name: Teapot}
  - expect: {role: heading, level: 1, to_have_text: Teapot}
  - fill: {label: Quantity, value: 2}
  - click: {role: button, name: Add to cart}
  - expect: {role: status, to_have_text: 2 items}
  - click: {role: link, name: Cart}
  - expect: {test_id: total, to_have_text: 42.00 EUR}
`;

const SCRIPT = `
const { chromium } = require("playwright");
const { expect } = require("playwright/test");
(async () => {
  const browser = await chromium.launch({ executablePath: process.env.BROWSER, args: JSON.parse(process.env.BROWSER_ARGS) });
  const page = await (await browser.newContext({ baseURL: process.env.SITE })).newPage();
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.getByRole("link", { name: "Teapot", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Teapot");
  await page.getByLabel("Quantity", { exact: true }).fill("2");
  await page.getByRole("button", { name: "Add to cart", exact: true }).click();
  await expect(page.getByRole("status")).toHaveText("2 items");
  await page.getByRole("link", { name: "Cart", exact: true }).click();
  await expect(page.getByTestId("total")).toHaveText("42.00 EUR");
  await browser.close();
})().catch((error) => { console.error(error); process.exit(1); });
`;

const host = realHost();
const executable = fileURLToPath(new URL("../../dist/qa-rig", import.meta.url));
const folder = await Deno.makeTempDir({ prefix: "qa-rig-bench-" });
await Deno.writeTextFile(`${folder}/nine.flow.yaml`, FLOW);
await Deno.writeTextFile(`${folder}/nine.cjs`, SCRIPT);
await new Deno.Command("npm", {
  args: ["install", "--silent", "--no-save", "--ignore-scripts", "--prefix", folder, "playwright@1.65.1"],
}).output();
const found = await findBrowser(host, {
  browser: "chromium",
  browserPath: null,
  headless: true,
  offline: false,
  cacheFolder: null,
  temporaryFolder: folder,
  embedded: null,
  notify: console.log,
});
await using site = startDemoSite(host, { port: 0 });

console.log(describeMachine());
console.log(`browser: ${found.source}`);
const node = {
  name: "node script",
  command: "node",
  args: ["nine.cjs"],
  cwd: folder,
  env: {
    ...found.env,
    BROWSER: found.executable,
    BROWSER_ARGS: JSON.stringify(host.system.uid === 0 ? ["--no-sandbox"] : []),
    SITE: site.url,
  },
};
const args = ["run", "nine.flow.yaml", "--base-url", site.url, "--quiet"];
const env = { ...found.env, QA_RIG_BROWSER_PATH: found.executable };
await comparePair({ name: "qa-rig run, compiled", command: executable, args, cwd: folder, env }, node);
await Deno.remove(folder, { recursive: true });
