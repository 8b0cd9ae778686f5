import { ROUTES } from "../../lib/demo/routes.ts";
import { startDemoSite } from "../../lib/demo/start_demo_site.ts";
import { type Host, realHost } from "../../lib/host.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "../assert.ts";
import { withSite } from "./visitor.ts";

const HANGING = ["/hang", "/hang/body", "/download/stalled.csv"];

Deno.test("startDemoSite() answers every page of the route table with HTML that names its language and title", () =>
  withSite(async (newVisitor) => {
    const pages = Object.keys(ROUTES).filter((key) => /^GET \/(?!api|images|download|hang|redirect|basic)/.test(key));
    for (const key of pages) {
      const response = await newVisitor().get(key.slice(4).replace("*", "teapot"));
      const text = await response.text();
      if (response.status === 302) continue;
      assertEquals(response.status, key === "GET /broken" ? 500 : 200, key);
      assertMatch(text, /<html lang="en">/, key);
      assertMatch(text, /<title>[^<]+<\/title>/, key);
      assertMatch(text, /<h1>/, key);
    }
  }));

Deno.test("startDemoSite() names nothing outside itself", () =>
  withSite(async (newVisitor) => {
    for (const key of Object.keys(ROUTES).filter((key) => key.startsWith("GET ") && !HANGING.includes(key.slice(4)))) {
      const path = key.slice(4).replace("*", "teapot");
      if (path.startsWith("/api/") || path.startsWith("/images/")) continue;
      const text = await (await newVisitor().get(path)).text();
      assert(!/(?:src|href|url)\s*[=(]\s*["']?https?:/i.test(text), path);
    }
  }));

Deno.test("startDemoSite() links from the first page to pages that are there", () =>
  withSite(async (newVisitor) => {
    const visitor = newVisitor();
    const home = await (await visitor.get("/")).text();
    const links = [...home.matchAll(/href="(\/[^"]*)"/g)].map(([, path]) => path ?? "");
    assert(links.length > 20, String(links.length));
    for (const link of links) {
      const response = await visitor.get(link);
      await response.body?.cancel();
      assert(response.status !== 404, link);
    }
  }));

Deno.test("startDemoSite() answers 404 for an unknown page, product and method", () =>
  withSite(async (newVisitor) => {
    for (const path of ["/nothing", "/product/coffee", "/images/coffee.svg", "/product/a/b", "/constructor"]) {
      const response = await newVisitor().get(path);
      assertStringIncludes(await response.text(), "Error 404");
      assertEquals(response.status, 404, path);
    }
    const response = await newVisitor().get("/api/cart", { method: "PUT" });
    await response.body?.cancel();
    assertEquals(response.status, 404);
  }));

Deno.test("startDemoSite() keeps the carts of two visitors apart", () =>
  withSite(async (newVisitor) => {
    const [ada, grace] = [newVisitor(), newVisitor()];
    await (await ada.get("/")).body?.cancel();
    await (await grace.get("/")).body?.cancel();
    const added = await ada.post("/api/cart", { slug: "teapot", quantity: 2 });
    assertEquals(added.status, 201);
    assertEquals(await added.json(), { items: 2, total: "42.00 EUR", lines: [{ slug: "teapot", quantity: 2 }] });
    assertEquals(await (await grace.get("/api/cart")).json(), { items: 0, total: "0.00 EUR", lines: [] });
    assertStringIncludes(await (await ada.get("/cart")).text(), "2 items");
    assertStringIncludes(await (await grace.get("/cart")).text(), "Your cart is empty");
  }));

Deno.test("startDemoSite() takes one product out of the cart, or all", () =>
  withSite(async (newVisitor) => {
    const visitor = newVisitor();
    for (const slug of ["teapot", "cup", "teapot"]) await (await visitor.post("/api/cart", { slug })).body?.cancel();
    const rest = await visitor.get("/api/cart?slug=cup", { method: "DELETE" });
    assertEquals(await rest.json(), { items: 2, total: "42.00 EUR", lines: [{ slug: "teapot", quantity: 2 }] });
    assertEquals((await (await visitor.get("/api/cart", { method: "DELETE" })).json()).items, 0);
  }));

Deno.test("startDemoSite() refuses an unknown product, a bad quantity and a body that is no JSON", () =>
  withSite(async (newVisitor) => {
    const visitor = newVisitor();
    for (const body of [{ slug: "coffee" }, { slug: "teapot", quantity: 0 }, { slug: "teapot", quantity: "2" }, null]) {
      const response = await visitor.post("/api/cart", body);
      assertEquals(response.status, 422);
      assert(typeof (await response.json()).error === "string");
    }
  }));

Deno.test("startDemoSite() pays for a cart once", () =>
  withSite(async (newVisitor) => {
    const visitor = newVisitor();
    await (await visitor.post("/api/cart", { slug: "teapot", quantity: 2 })).body?.cancel();
    const order = await visitor.post("/api/checkout", { name: "<b>Ada</b>" });
    assertEquals(order.status, 201);
    assertEquals((await order.json()).total, "42.00 EUR");
    const thanks = await (await visitor.get("/thanks")).text();
    assertStringIncludes(thanks, "Thank you, &lt;b&gt;Ada&lt;/b&gt;");
    assertStringIncludes(thanks, "42.00 EUR");
    const again = await visitor.post("/api/checkout", { name: "Ada" });
    assertEquals([again.status, await again.json()], [409, { error: "Your cart is empty" }]);
  }));

Deno.test("startDemoSite() opens the account only to who signed in, and not to the cookie alone", () =>
  withSite(async (newVisitor) => {
    const [ada, thief] = [newVisitor(), newVisitor()];
    assertEquals((await ada.get("/account")).headers.get("location"), "/sign-in");
    const wrong = await ada.postForm("/sign-in", { email: "ada@example.org", password: "coffee" });
    assertEquals(wrong.status, 401);
    assertStringIncludes(await wrong.text(), '<p role="alert">Wrong email or password</p>');
    const right = await ada.postForm("/sign-in", { email: "ada@example.org", password: "teapot-418" });
    assertEquals([right.status, right.headers.get("location")], [303, "/account"]);
    const [session = ""] = right.headers.getSetCookie();
    assertMatch(session, /^session=[^;]+;.*HttpOnly/);
    assertStringIncludes(await (await ada.get("/account")).text(), "Hello, Ada Lovelace");
    const stolen = await thief.get("/account", { headers: { cookie: session } });
    assertEquals(stolen.status, 302);
    assertEquals((await ada.get("/sign-out", { method: "POST" })).status, 303);
    assertEquals((await ada.get("/account")).status, 302);
  }));

Deno.test("startDemoSite() reads a form that is none as empty", () =>
  withSite(async (newVisitor) => {
    for (const path of ["/sign-in", "/sign-in/totp", "/api/upload"]) {
      const response = await newVisitor().post(path, "x");
      await response.body?.cancel();
      assert(response.status === 401 || response.status === 201, path);
    }
  }));

Deno.test("startDemoSite() gives a token for the password and the account for the token", () =>
  withSite(async (newVisitor) => {
    const visitor = newVisitor();
    const wrong = await visitor.post("/api/login", { email: "ada@example.org", password: "x" });
    assertEquals([wrong.status, await wrong.json()], [401, { error: "Wrong email or password" }]);
    const { token } = await (await visitor.post("/api/login", { email: "ada@example.org", password: "teapot-418" }))
      .json();
    const account = await visitor.get("/api/account", { headers: { authorization: `Bearer ${token}` } });
    assertEquals(await account.json(), { name: "Ada Lovelace", email: "ada@example.org" });
    const refused = await visitor.get("/api/account");
    await refused.body?.cancel();
    assertEquals(refused.status, 401);
  }));

Deno.test("startDemoSite() asks for basic authentication", () =>
  withSite(async (newVisitor) => {
    const refused = await newVisitor().get("/basic");
    await refused.body?.cancel();
    assertEquals([refused.status, refused.headers.get("www-authenticate")], [401, 'Basic realm="Teapots"']);
    const headers = { authorization: `Basic ${btoa("ada@example.org:teapot-418")}` };
    assertStringIncludes(await (await newVisitor().get("/basic", { headers })).text(), "Signed in as ada@example.org");
  }));

Deno.test("startDemoSite() echoes a request", () =>
  withSite(async (newVisitor) => {
    const body = JSON.stringify({ a: 1 });
    const response = await newVisitor().get("/api/echo?q=tea", { method: "PATCH", headers: { "x-test": "yes" }, body });
    const echoed = await response.json();
    assertEquals([echoed.method, echoed.path, echoed.query, echoed.json], ["PATCH", "/api/echo", { q: "tea" }, {
      a: 1,
    }]);
    assertEquals(echoed.headers["x-test"], "yes");
  }));

Deno.test("startDemoSite() fails as often as it was asked to, for each key", () =>
  withSite(async (newVisitor) => {
    const visitor = newVisitor();
    const statuses = [];
    for (const key of ["a", "a", "a", "b"]) {
      const response = await visitor.get(`/api/flaky?key=${key}&fail=2`);
      await response.body?.cancel();
      statuses.push(response.status);
    }
    assertEquals(statuses, [503, 503, 200, 503]);
  }));

Deno.test("startDemoSite() sends as many bytes as it was asked for", () =>
  withSite(async (newVisitor) => {
    assertEquals((await (await newVisitor().get("/api/big?bytes=200000")).bytes()).length, 200_000);
    assertEquals((await (await newVisitor().get("/api/big?bytes=0")).bytes()).length, 0);
  }));

Deno.test("startDemoSite() gives the status it was asked for", () =>
  withSite(async (newVisitor) => {
    for (const status of [200, 204, 404, 429, 503]) {
      const response = await newVisitor().get(`/api/status/${status}`);
      await response.body?.cancel();
      assertEquals(response.status, status);
    }
    const none = await newVisitor().get("/api/status/tea");
    await none.body?.cancel();
    assertEquals(none.status, 400);
  }));

Deno.test("startDemoSite() answers a slow request no sooner than it was asked to", () =>
  withSite(async (newVisitor) => {
    const started = performance.now();
    assertEquals(await (await newVisitor().get("/api/slow?ms=60")).json(), { text: "The tea is ready", ms: 60 });
    assert(performance.now() - started >= 59);
  }));

Deno.test("startDemoSite() sends a file to save, says what came up, and sends on", () =>
  withSite(async (newVisitor) => {
    const visitor = newVisitor();
    const file = await visitor.get("/download/orders.csv");
    assertEquals(file.headers.get("content-disposition"), 'attachment; filename="orders.csv"');
    assertStringIncludes(await file.text(), "Teapot,2");
    const body = new FormData();
    body.append("files", new File(["hi"], "a.txt", { type: "text/plain" }));
    const uploaded = await visitor.get("/api/upload", { method: "POST", body });
    assertEquals(await uploaded.json(), { files: [{ name: "a.txt", size: 2, type: "text/plain" }] });
    assertEquals((await visitor.get("/redirect?to=/cart")).headers.get("location"), "/cart");
  }));

Deno.test("startDemoSite() closes while requests hang", async () => {
  const paths = ["/hang", "/api/slow?ms=60000", "/hang/body", "/download/stalled.csv"];
  const { promise: allArrived, resolve } = Promise.withResolvers<void>();
  const host = realHost();
  let arrived = 0;
  const serve: Host["serve"] = (handler, port) =>
    host.serve((request) => {
      if (++arrived === paths.length) resolve();
      return handler(request);
    }, port);
  const site = startDemoSite({ ...host, serve }, { port: 0 });
  const responses = paths.map((path) => fetch(site.url + path));
  await allArrived;
  await (await fetch(`${site.url}/download/stalled.csv`)).body?.cancel();
  await site[Symbol.asyncDispose]();
  const ended = await Promise.all(responses);
  assertEquals(ended.map(({ status }) => status), [503, 200, 200, 200]);
  await Promise.all(ended.map((response) => response.text()));
});
