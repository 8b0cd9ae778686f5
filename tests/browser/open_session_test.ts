import type { SessionEvents } from "../../lib/browser/session.ts";
import type { PageEvents, Pages } from "../../lib/actions/action_context.ts";
import { BrokenRunError } from "../../lib/errors.ts";
import type { SessionPages } from "../../lib/browser/page_list.ts";
import { assert, assertEquals, assertLess, assertMatch, assertRejects, assertThrows } from "../assert.ts";
import { browserTest, serve, startBrowser, until } from "./browser_fixture.ts";

// What actions see is the session's own: a change of either is an error here.
const _pages = (pages: SessionPages): Pages => pages;
const _events = (events: SessionEvents): Omit<PageEvents, "expectDialog" | "onStay"> => events;

browserTest("openSession() has the same surroundings everywhere, and a flow's settings win", async () => {
  await using fixture = await startBrowser();
  const look = `[innerWidth, innerHeight, navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone,
    matchMedia("(prefers-color-scheme: dark)").matches]`;
  await using plain = await fixture.open();
  assertEquals(await plain.page.evaluate(look), [1280, 720, "en-US", "UTC", false]);
  await using own = await fixture.open({
    viewport: { width: 400, height: 300 },
    locale: "de-DE",
    timezone: "Asia/Tokyo",
    color_scheme: "dark",
  });
  assertEquals(await own.page.evaluate(look), [400, 300, "de-DE", "Asia/Tokyo", true]);
});

browserTest("openSession() emulates a device, and says which there are", async () => {
  await using fixture = await startBrowser();
  await using phone = await fixture.open({ device: "iPhone 15", locale: "fr-FR" });
  assertMatch(String(await phone.page.evaluate("navigator.userAgent")), /iPhone/);
  assertEquals(await phone.page.evaluate("navigator.language"), "fr-FR");
  const error = await assertRejects(() => fixture.open({ device: "iPhone 99" }), BrokenRunError, '"iPhone 99"');
  assertMatch(error.hint ?? "", /"iPhone/);
});

browserTest("openSession() lets a page ask for the place that a flow gives", async () => {
  await using site = await serve({ "/": "" });
  await using fixture = await startBrowser();
  await using session = await fixture.open({ geolocation: { latitude: 48, longitude: 11 } });
  await session.page.goto(site.url.replace("127.0.0.1", "localhost"));
  const ask =
    "new Promise((done, fail) => navigator.geolocation.getCurrentPosition((at) => done(at.coords.latitude), fail))";
  assertEquals(await session.page.evaluate(ask), 48);
});

browserTest("openSession() sends credentials, and a storage state is there from the start", async () => {
  await using site = await serve({
    "/": (request) => {
      const given = request.headers.get("authorization");
      if (given === null) return new Response("", { status: 401, headers: { "www-authenticate": "Basic realm=x" } });
      return new Response(`${given} ${request.headers.get("cookie")}`);
    },
  });
  await using fixture = await startBrowser();
  const cookie = { name: "a", value: "b", url: site.url, expires: -1, httpOnly: false, secure: false, sameSite: "Lax" };
  await using session = await fixture.open({
    http_credentials: { username: "ada", password: "pw" },
    // deno-lint-ignore no-explicit-any
    storage_state: { cookies: [cookie as any], origins: [] },
  });
  await session.page.goto(site.url);
  assertEquals(await session.page.textContent("body"), `Basic ${btoa("ada:pw")} a=b`);
});

browserTest("openSession() finds test ids by the attribute of its own attempt", async () => {
  await using fixture = await startBrowser();
  await using one = await fixture.open();
  await using other = await fixture.open({ test_id_attribute: "data-qa" });
  const html = `<p data-testid='say "hi"'>one</p><p data-qa='say "hi"'>other</p>`;
  for (const { page } of [one, other]) await page.setContent(html);
  assertEquals(await one.byTestId(one.page, 'say "hi"').textContent(), "one");
  assertEquals(await other.byTestId(other.page.locator("body"), 'say "hi"').textContent(), "other");
});

browserTest("openSession() ends in time when the browser does not answer", async () => {
  await using fixture = await startBrowser();
  Deno.kill(fixture.running.pid ?? 0, "SIGSTOP");
  try {
    await assertRejects(
      () => fixture.open({}, { timeoutMs: 200 }),
      BrokenRunError,
      "found no answer from the browser after 0.2 s",
    );
  } finally {
    Deno.kill(fixture.running.pid ?? 0, "SIGCONT");
  }
});

browserTest("lost resolves within a second when the browser is killed during a wait", async () => {
  await using fixture = await startBrowser();
  await using session = await fixture.open();
  session.page.locator("nothing").click({ timeout: 20_000 }).catch(() => {});
  const started = performance.now();
  Deno.kill(fixture.running.pid ?? 0, "SIGKILL");
  assertEquals(await session.lost, { type: "browser", message: "The browser ended" });
  assertLess(performance.now() - started, 1_000);
});

browserTest("lost resolves when the current page crashes, not when another one does", async () => {
  await using fixture = await startBrowser();
  await using session = await fixture.open();
  const other = await session.pages.open("other");
  session.pages.switchTo("main");
  other.goto("chrome://crash").catch(() => {});
  await until("the crash is noticed", () => session.notices.some(({ type }) => type === "crash"));
  assertEquals(await Promise.race([session.lost, Promise.resolve("fine")]), "fine");
  session.page.goto("chrome://crash").catch(() => {});
  assertEquals(await session.lost, { type: "page", message: "The page crashed" });
});

browserTest("close() is no loss", async () => {
  await using fixture = await startBrowser();
  const session = await fixture.open();
  await session.close();
  assertEquals(session.context.isClosed(), true);
  assertEquals(await Promise.race([session.lost, Promise.resolve("fine")]), "fine");
});

browserTest("close() ends a session whose page is in an endless loop within its time", async () => {
  await using fixture = await startBrowser();
  const session = await fixture.open();
  session.page.evaluate("for (;;) {}").catch(() => {});
  const started = performance.now();
  await session.close();
  assertLess(performance.now() - started, 1_500);
});

browserTest("close() kills a browser that does not answer", async () => {
  await using fixture = await startBrowser();
  const session = await fixture.open();
  Deno.kill(fixture.running.pid ?? 0, "SIGSTOP");
  const started = performance.now();
  await session.close();
  await fixture.running.closed;
  assertLess(performance.now() - started, 1_500);
});

browserTest("pages have names: main, opened, adopted; closing one goes back to the one before", async () => {
  await using fixture = await startBrowser();
  await using session = await fixture.open();
  const { pages } = session;
  assertEquals(pages.currentName, "main");
  await pages.open("second");
  const [popup] = await Promise.all([
    session.context.waitForEvent("page"),
    session.page.evaluate("void open('about:blank#p')"),
  ]);
  assertEquals(pages.list().map(({ name }) => name), ["main", "second", null]);
  pages.adopt("popup", popup);
  assertEquals([pages.currentName, session.page], ["popup", popup]);
  assertThrows(() => pages.adopt("second", popup), Error, 'Cannot name a page "second"');
  await pages.close();
  assertEquals(pages.currentName, "second");
  pages.switchTo("main");
  await pages.close("second");
  assertEquals([pages.currentName, pages.list().length], ["main", 1]);
  await assertRejects(() => pages.close("second"), Error, 'found only "main"');
});

browserTest("switchTo() takes a URL that fits one page, and lists what there is otherwise", async () => {
  await using fixture = await startBrowser();
  await using session = await fixture.open();
  const a = await session.pages.open("a");
  await a.goto("data:text/html,apple");
  const b = await session.pages.open("b");
  await b.goto("data:text/html,banana");
  assertEquals(session.pages.switchTo("apple"), a);
  assertThrows(() => session.pages.switchTo("data:"), Error, "found 2 pages");
  assertThrows(() => session.pages.switchTo("cherry"), Error, 'found only "main", "a", "b"');
});

browserTest("consoleErrors() are those of the current page", async () => {
  await using fixture = await startBrowser();
  await using session = await fixture.open();
  await session.page.setContent("<script>console.error('one'); console.log('no'); throw new Error('two')</script>");
  await until("both came", () => session.events.consoleErrors().length === 2);
  assertEquals(session.events.consoleErrors().map(({ type, text }) => [type, text]), [
    ["console", "one"],
    ["page_error", "Error: two"],
  ]);
  await session.pages.open("quiet");
  assertEquals(session.events.consoleErrors(), []);
});

browserTest(
  "waitForResponse() takes a response that came since the previous step began, none from before",
  async () => {
    await using site = await serve({ "/": "", "/a": "a", "/b": "b" });
    await using fixture = await startBrowser();
    await using session = await fixture.open();
    const wait = (path: string, ms: number) =>
      session.events.waitForResponse((response) => response.url().endsWith(path), AbortSignal.timeout(ms));
    await session.page.goto(site.url);
    session.markStep();
    await session.page.evaluate("fetch('/a').then((it) => it.text())");
    session.markStep();
    assertEquals((await wait("/a", 500)).status(), 200);
    session.markStep();
    await assertRejects(() => wait("/a", 50));
    const next = wait("/b", 2_000);
    await session.page.evaluate("fetch('/b').then((it) => it.text())");
    assertEquals((await next).status(), 200);
  },
);

browserTest("a dialog that no step expects is dismissed and noticed; an expected one is answered", async () => {
  await using fixture = await startBrowser();
  await using session = await fixture.open();
  assertEquals(await session.page.evaluate("confirm('Sure?')"), false);
  assertEquals(session.notices.map(({ type, message }) => [type, message.includes('"Sure?"')]), [["dialog", true]]);
  const expected = session.expectDialog({ accept: true, text: "7" });
  assertEquals(await session.page.evaluate("prompt('How many?')"), "7");
  assertEquals(await expected, { type: "prompt", message: "How many?" });
  assertEquals(session.notices.length, 1);
});

browserTest("dialogs are accepted where the flow says so, and an expectation ends with its signal", async () => {
  await using fixture = await startBrowser();
  await using session = await fixture.open({ dialogs: "accept" });
  await assertRejects(() => session.expectDialog({ accept: false, signal: AbortSignal.timeout(20) }));
  assertEquals(await session.page.evaluate("confirm('Sure?')"), true);
});

browserTest("pages cannot leave the web: in place, in a frame, by a redirect, by a command", async () => {
  await using site = await serve({
    "/": "<iframe src='file:///etc/passwd'></iframe>",
    "/away": () => new Response(null, { status: 302, headers: { location: "file:///etc/passwd" } }),
  });
  await using fixture = await startBrowser();
  await using session = await fixture.open();
  const { page } = session;
  await page.goto(site.url);
  await page.evaluate("location.href = 'file:///etc/hosts'; open('file:///etc/group')");
  const refused = () => session.notices.filter(({ type }) => type === "scheme").map(({ message }) => message).join();
  await until("all are noticed", () => ["passwd", "hosts", "group"].every((name) => refused().includes(name)));
  await assertRejects(() => page.goto(`${site.url}/away`), Error, "ERR_UNSAFE_REDIRECT");
  await page.waitForURL(/^chrome-error:/);
  await page.goto("file:///etc/shells").catch(() => {});
  await until("the page is turned away", () => page.url() === "about:blank" && refused().includes("shells"));
});

browserTest("a page that floods the console reaches us with 1,000 lines and a count", async () => {
  await using fixture = await startBrowser();
  const session = await fixture.open();
  let lines = 0;
  session.page.on("console", (message) => lines += message.type() === "log" ? 1 : 0);
  await session.page.evaluate("for (let i = 0; i < 200000; i++) console.log('line ' + i)");
  await session.page.evaluate("new Promise((done) => setTimeout(done, 100))");
  assertEquals(lines, 1_000);
  await session.close();
  assertEquals(session.notices.map(({ message }) => message), [
    "Pages wrote more than 1000 console lines in a document: at least 199000 were dropped",
  ]);
});

browserTest("a page that opens a thousand windows has at most 20", async () => {
  await using fixture = await startBrowser();
  const session = await fixture.open();
  await session.page.evaluate("for (let i = 0; i < 1000; i++) open('about:blank')");
  await until("the rest is closed", () => session.context.pages().length <= 20);
  await session.close();
  assert(session.notices.some(({ type, message }) => type === "window" && message.includes("more than 20 windows")));
});

browserTest("a page that opens dialogs without end is answered for it after 200", async () => {
  await using fixture = await startBrowser();
  const session = await fixture.open();
  assertEquals(await session.page.evaluate("for (let i = 0; i < 600; i++) alert(i); confirm('sure?')"), false);
  await session.page.evaluate("new Promise((done) => setTimeout(done, 100))");
  await session.close();
  assertEquals(session.notices.at(-1), {
    type: "flood",
    message: "A page opened more than 200 dialogs: at least 401 were answered unseen",
  });
});
