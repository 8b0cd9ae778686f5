import { startDemoSite } from "../../../lib/demo/start_demo_site.ts";
import { USER } from "../../../lib/demo/user.ts";
import { realHost } from "../../../lib/host.ts";
import { main } from "../../../main.ts";
import { assert, assertEquals } from "../../assert.ts";
import { fakeHost, inFolder } from "../../fake_host.ts";
import { readReport } from "../../program.ts";

/** A walk through the demo site as the Recorder of Chrome writes it; offsets are left out, the importer ignores them. */
function recordingOf(site: string): object {
  return {
    title: "Sign in and look around",
    steps: [
      {
        type: "setViewport",
        width: 1000,
        height: 700,
        deviceScaleFactor: 1,
        isMobile: false,
        hasTouch: false,
        isLandscape: false,
      },
      { type: "navigate", url: `${site}/sign-in`, assertedEvents: [{ type: "navigation", title: "Sign in" }] },
      { type: "click", target: "main", selectors: [["aria/Email"], ["#email"], ['xpath///*[@id="email"]']] },
      { type: "change", target: "main", value: USER.email, selectors: [["aria/Email"], ["#email"], ["pierce/#email"]] },
      { type: "keyDown", target: "main", key: "Tab" },
      { type: "keyUp", target: "main", key: "Tab" },
      { type: "change", target: "main", value: USER.password, selectors: [["aria/Password"], ["#password"]] },
      {
        type: "click",
        target: "main",
        selectors: [['aria/Sign in[role="button"]'], ["form button"], ["text/Sign in"]],
        assertedEvents: [{ type: "navigation", url: `${site}/account`, title: "Account" }],
      },
      { type: "waitForElement", selectors: [["[data-testid='email']"]], operator: "==", count: 1 },
      { type: "waitForExpression", expression: "document.querySelector('h1').textContent.startsWith('Hello')" },
      { type: "navigate", url: `${site}/keyboard` },
      { type: "doubleClick", selectors: [["aria/Pad"], ["#pad"], ["text/Pad"]] },
      { type: "waitForElement", selectors: [["[role=status]"]], properties: { textContent: "double click" } },
      { type: "hover", selectors: [['aria/Teas[role="button"]']] },
      { type: "waitForElement", selectors: [["text/Green tea"]], visible: true },
      { type: "click", button: "secondary", selectors: [["#pad"]] },
      { type: "click", selectors: [["#keys"]] },
      { type: "keyDown", key: "Control" },
      { type: "keyDown", key: "b" },
      { type: "keyUp", key: "b" },
      { type: "keyUp", key: "Control" },
      { type: "waitForElement", selectors: [["[data-testid='keys']"]], properties: { textContent: "Control+b" } },
      { type: "navigate", url: `${site}/frames` },
      { type: "change", value: "Oolong", frame: [0, 0], selectors: [["aria/Leaf"], ["#leaf"]] },
      { type: "click", frame: [0, 0], selectors: [["aria/Press inside"], ["#press"], ["text/Press inside"]] },
      {
        type: "waitForExpression",
        frame: [0, 0],
        expression: "document.querySelector('[role=status]').textContent === 'pressed inside with Oolong'",
      },
      { type: "navigate", url: `${site}/scroll` },
      { type: "scroll", x: 0, y: 200 },
      { type: "waitForElement", selectors: [["[data-testid='position']"]], properties: { textContent: "200" } },
      { type: "scroll", x: 0, y: 0 },
      { type: "navigate", url: `${site}/windows` },
      { type: "click", selectors: [["aria/Open details"], ["a[target=_blank]"], ["text/Open details"]] },
      { type: "waitForElement", target: `${site}/windows/details`, selectors: [["[data-testid='capacity']"]] },
      { type: "close", target: `${site}/windows/details` },
      { type: "waitForElement", target: "main", selectors: [['aria/Open help[role="button"]']] },
      { type: "emulateNetworkConditions", target: "main", download: -1, upload: -1, latency: 0 },
    ],
  };
}

Deno.test({
  name: "import makes a flow that validates, is formatted and runs against the site that was recorded",
  // The browser's pipes are closed after the program has given its exit code.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    await using site = startDemoSite(realHost(), { port: 0 });
    await inFolder({ "recording.json": JSON.stringify(recordingOf(site.url)) }, async (cwd) => {
      const outside = ["HOME", "XDG_CACHE_HOME", "PATH", "LOCALAPPDATA", "QA_RIG_BROWSER_PATH"];
      const env = Object.fromEntries(outside.map((name) => [name, Deno.env.get(name) ?? ""]));
      const qaRig = async (...args: readonly string[]) => {
        const host = fakeHost({ args, cwd, env: { ...env, QA_PASSWORD: USER.password } });
        assertEquals(await main(host), 0, host.written.stdout + host.written.stderr);
        return host.written;
      };
      const { stderr } = await qaRig("import", "recording.json", "-o", "flows/signed_in.flow.yaml");
      const flow = await Deno.readTextFile(`${cwd}/flows/signed_in.flow.yaml`);
      assert(!`${flow}${stderr}`.includes(USER.password), "the password is nowhere");
      assert(!flow.includes("not expressed"), flow);
      await qaRig("validate", "flows");
      await qaRig("fmt", "--check", "flows");
      await qaRig("run", "flows");
      const { flows } = await readReport(`${cwd}/qa-rig-report`);
      assertEquals(flows.map(({ flow, status }) => [flow, status]), [["Sign in and look around", "passed"]]);
    });
  },
});

Deno.test("import writes no flow over the recording when it fails, and takes one recording only", async () => {
  await inFolder({ "a.json": "{}", "b.json": "{}" }, async (cwd) => {
    for (const args of [["a.json", "-o", "a.json"], ["a.json", "b.json"], []]) {
      const host = fakeHost({ args: ["import", ...args], cwd });
      assert(await main(host) !== 0);
      assert(host.written.stderr.startsWith("error: Cannot import"), host.written.stderr);
    }
    assertEquals(await Deno.readTextFile(`${cwd}/a.json`), "{}");
  });
});
