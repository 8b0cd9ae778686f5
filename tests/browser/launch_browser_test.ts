import { BrokenRunError, UsageError } from "../../lib/errors.ts";
import { realHost } from "../../lib/host.ts";
import { OPEN_NETWORK } from "../../lib/network/network.ts";
import { launchBrowser } from "../../lib/browser/launch_browser.ts";
import { loadPlaywright } from "../../lib/browser/playwright.ts";
import { processStart } from "../../lib/browser/process_start.ts";
import { openRunFolder } from "../../lib/browser/run_folder.ts";
import {
  assertEquals,
  assertGreater,
  assertLess,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "../assert.ts";
import { browserTest, findForTest, launchDefaults, serve, startBrowser, until } from "./browser_fixture.ts";

browserTest("launchBrowser() starts a browser whose process is known and says what it is", async () => {
  await using fixture = await startBrowser();
  const { info, pid } = fixture.running;
  assertMatch(info.version, /^\d+\.\d+/);
  assertEquals([info.name, info.headless, fixture.running.isClosed], ["chromium", true, false]);
  assertEquals(typeof await processStart(realHost(), pid ?? 0), "string");
});

browserTest("close() ends the process; its profile is in the run folder, which goes with the run", async () => {
  await using fixture = await startBrowser();
  await fixture.open();
  await fixture.running.close();
  await fixture.running.closed;
  assertEquals(await processStart(realHost(), fixture.running.pid ?? 0), null);
  assertEquals(fixture.running.isClosed, true);
});

browserTest("close() does not wait for a page in an endless loop", async () => {
  await using fixture = await startBrowser();
  const { page } = await fixture.open();
  page.evaluate("for (;;) {}").catch(() => {});
  const started = performance.now();
  await fixture.running.close();
  assertLess(performance.now() - started, 3_000);
  assertEquals(await processStart(realHost(), fixture.running.pid ?? 0), null);
});

browserTest("close() kills a browser that does not answer", async () => {
  await using fixture = await startBrowser();
  Deno.kill(fixture.running.pid ?? 0, "SIGSTOP");
  const started = performance.now();
  await fixture.running.close();
  assertLess(performance.now() - started, 2_500);
  assertEquals(await processStart(realHost(), fixture.running.pid ?? 0), null);
});

browserTest("closed resolves within a second when somebody kills the process", async () => {
  await using fixture = await startBrowser();
  await fixture.open();
  const started = performance.now();
  Deno.kill(fixture.running.pid ?? 0, "SIGKILL");
  await fixture.running.closed;
  assertLess(performance.now() - started, 1_000);
});

browserTest("kill() ends the browser and its helpers", async () => {
  await using fixture = await startBrowser();
  await fixture.open();
  const pid = fixture.running.pid ?? 0;
  assertGreater((await processesOf(pid)).length, 2);
  fixture.running.kill();
  await fixture.running.closed;
  await until("every process is gone", async () => (await processesOf(pid)).length === 0);
});

browserTest("launchBrowser() names the program and the time when nothing answers", async () => {
  await withProgram("echo $$ > $0.pid; sleep 60; true", async (program) => {
    const error = await launchError(program, { timeoutMs: 2_000 });
    assertStringIncludes(error.message, "found no answer from it after 2 s, expected one");
    const pid = Number(await Deno.readTextFile(`${program}.pid`));
    await until("the program is gone", async () => (await processesOf(pid)).length === 0);
  });
});

browserTest("launchBrowser() passes on what a browser wrote before it ended", async () => {
  await withProgram("echo 'libnss3.so: error while loading shared libraries' >&2; exit 127", async (program) => {
    const error = await launchError(program);
    assertStringIncludes(error.message, "it ended at once");
    assertStringIncludes(error.hint ?? "", "install the browser's libraries");
    assertStringIncludes(error.hint ?? "", "libnss3.so");
  });
});

browserTest("launchBrowser() starts once more without a sandbox when there is none", async () => {
  await using folder = await openRunFolder(realHost());
  const found = await findForTest(folder.path);
  const script =
    `case " $* " in *" --no-sandbox "*) exec "${found.executable}" "$@";; esac; echo "No usable sandbox!" >&2; exit 1`;
  await withProgram(script, async (program) => {
    const host = { ...realHost(), system: { ...realHost().system, uid: 1_000 } };
    const playwright = await loadPlaywright(host);
    const wrapped = { ...found, executable: program };
    await using running = await launchBrowser(host, playwright, wrapped, launchDefaults(folder));
    assertEquals(running.info.sandbox, false);
  });
});

browserTest("launchBrowser() opens no window with a browser that has none", async () => {
  await using folder = await openRunFolder(realHost());
  const options = { ...launchDefaults(folder), headless: false };
  const found = { name: "chromium", executable: "/x", source: "option", env: {}, headlessOnly: true } as const;
  const playwright = await loadPlaywright(realHost());
  await assertRejects(
    () => launchBrowser(realHost(), playwright, found, options),
    BrokenRunError,
    "Cannot open a window",
  );
});

browserTest("launchBrowser() lets pages reach only the hosts that are allowed, also by a redirect", async () => {
  await using site = await serve({
    "/": "here",
    "/away": (request) => Response.redirect(request.url.replace("localhost", "127.0.0.1").replace("/away", "/")),
  });
  const url = site.url.replace("127.0.0.1", "localhost");
  await using fixture = await startBrowser({ network: { ...OPEN_NETWORK, allowHosts: ["localhost"] } });
  const { page } = await fixture.open();
  assertEquals((await page.goto(url))?.status(), 200);
  await assertRejects(() => page.goto(`${url}/away`), Error, "ERR_EMPTY_RESPONSE");
});

browserTest("launchBrowser() refuses an allowed host that would be a rule of its own", async () => {
  await assertRejects(
    () => startBrowser({ network: { ...OPEN_NETWORK, allowHosts: ["a, MAP * b"] } }),
    UsageError,
    "Cannot allow host",
  );
});

async function launchError(executable: string, options = {}): Promise<BrokenRunError> {
  await using folder = await openRunFolder(realHost());
  const found = { name: "chromium", executable, source: "option", env: {}, headlessOnly: true } as const;
  const playwright = await loadPlaywright(realHost());
  return await assertRejects(
    () => launchBrowser(realHost(), playwright, found, { ...launchDefaults(folder), ...options }),
    BrokenRunError,
  );
}

async function withProgram(script: string, body: (path: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/browser`;
  try {
    await Deno.writeTextFile(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    await body(path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Command lines of the processes in a group. */
async function processesOf(group: number): Promise<readonly string[]> {
  const { stdout } = await realHost().run("ps", { args: ["-eo", "pgid=,args="] });
  const lines = stdout.split("\n").map((line) => line.trim()).filter((line) => !line.includes("<defunct>"));
  return lines.filter((line) => line.startsWith(`${group} `));
}
