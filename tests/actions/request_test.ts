import { ActionError } from "../../lib/actions/action_error.ts";
import { request } from "../../lib/actions/request.ts";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "../assert.ts";
import { expressionOf as cel } from "./expression_of.ts";
import { browserTest, type Fixture } from "./page_fixture.ts";
import { perform, problemsOf } from "./perform.ts";

/** Gives back what it was asked. */
async function echo(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const body = await request.text();
  const { method } = request;
  return Response.json({ method, path: url.pathname + url.search, headers: Object.fromEntries(request.headers), body });
}

interface Echo {
  readonly method: string;
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

/** What the site saw of a request. */
async function echoed(input: Readonly<Record<string, unknown>>, fixture: Fixture): Promise<Echo> {
  await perform(request, { ...input, capture: { seen: cel("body") } }, fixture);
  return fixture.variables.get("seen") as unknown as Echo;
}

async function failure(input: Readonly<Record<string, unknown>>, fixture: Fixture): Promise<ActionError> {
  return await assertRejects(() => perform(request, input, fixture), ActionError);
}

browserTest("request measures method, masked URL, status and time", async (open) => {
  const fixture = await open(echo);
  const { duration_ms: durationMs, ...data } = await perform(request, { url: "/a?key=secret" }, fixture);
  assertEquals(data, { method: "GET", url: `${fixture.baseUrl}/a?key=***`, status: 200, redirects: 0 });
  assert(typeof durationMs === "number" && durationMs >= 0);
});

browserTest("request sends method, query, headers and each kind of body", async (open) => {
  const fixture = await open(echo);
  const put = await echoed(
    { method: "put", url: "/a", query: { b: "c d", e: ["1", "2"] }, headers: { "X-Own": "1" } },
    fixture,
  );
  assertEquals([put.method, put.path, put.headers["x-own"]], ["PUT", "/a?b=c+d&e=1&e=2", "1"]);
  const json = await echoed({ url: "/", json: { id: 1 } }, fixture);
  assertEquals([json.method, json.body], ["POST", '{"id":1}']);
  assertEquals(json.headers["content-type"], "application/json");
  const form = await echoed({ url: "/", form: { a: "ä b" } }, fixture);
  assertEquals([form.headers["content-type"], form.body], ["application/x-www-form-urlencoded", "a=%C3%A4+b"]);
  const text = await echoed({ url: "/", body: "<a/>", headers: { "content-type": "text/xml" } }, fixture);
  assertEquals([text.headers["content-type"], text.body], ["text/xml", "<a/>"]);
});

browserTest("request sends fields and files as multipart", async (open) => {
  const fixture = await open(async (asked) => {
    if (asked.method === "GET") return new Response("");
    const form = await asked.formData();
    const entries = await Promise.all(
      [...form].map(async ([name, entry]) =>
        typeof entry === "string" ? [name, entry] : [name, entry.name, entry.type, await entry.text()]
      ),
    );
    return Response.json(entries);
  });
  await Deno.writeTextFile(`${fixture.folder}/a.csv`, "1,2");
  const inline = { file_name: "b.txt", media_type: "text/x-own", content: "hi" };
  const multipart = { title: "T", table: { file: "a.csv" }, note: inline };
  const expected = [["title", "T"], ["table", "a.csv", "text/csv", "1,2"], ["note", "b.txt", "text/x-own", "hi"]];
  await perform(request, { url: "/", multipart, expect: { json: expected } }, fixture);
});

browserTest("request shares cookies with the page, both ways", async (open) => {
  const fixture = await open((asked) => {
    const response = Response.json({ cookie: asked.headers.get("cookie") });
    if (new URL(asked.url).pathname === "/set") {
      response.headers.append("set-cookie", "fresh=1; Path=/; HttpOnly; Max-Age=60");
      response.headers.append("set-cookie", "old=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
    }
    return response;
  });
  const context = fixture.page.context();
  await context.addCookies([{ name: "old", value: "2", url: fixture.baseUrl }]);
  await perform(request, { url: "/set", expect: { json: { cookie: "old=2" } } }, fixture);
  const [kept, ...others] = await context.cookies();
  assertEquals([others, fixture.warnings], [[], []]);
  assertEquals([kept?.name, kept?.value, kept?.httpOnly, kept?.domain], ["fresh", "1", true, "127.0.0.1"]);
  await perform(
    request,
    { url: "/", headers: { cookie: "own=3" }, expect: { json: { cookie: "own=3; fresh=1" } } },
    fixture,
  );
});

browserTest("request follows redirects as a browser does", async (open) => {
  const fixture = await open((asked) => {
    const { pathname, searchParams } = new URL(asked.url);
    if (pathname !== "/redirect") return echo(asked);
    const location = searchParams.get("to") ?? "";
    return new Response(null, { status: Number(searchParams.get("status")), headers: { location } });
  });
  const afterPost = async (status: number) =>
    await echoed({ url: `/redirect?status=${status}&to=/end`, json: 1 }, fixture);
  const [found, kept] = [await afterPost(302), await afterPost(307)];
  assertEquals([found.method, found.body, found.headers["content-type"]], ["GET", "", undefined]);
  assertEquals([kept.method, kept.body], ["POST", "1"]);
  const elsewhere = fixture.baseUrl.replace("127.0.0.1", "localhost");
  const headers = { authorization: "Bearer x", "x-own": "1" };
  const away = await echoed({ url: `/redirect?status=303&to=${elsewhere}/`, headers }, fixture);
  assertEquals([away.headers["authorization"], away.headers["x-own"]], [undefined, "1"]);
});

browserTest("request refuses redirects that have no end or leave the web", async (open) => {
  const fixture = await open((asked) => {
    const { pathname } = new URL(asked.url);
    if (pathname === "/") return new Response("");
    return new Response(null, {
      status: 302,
      headers: { location: pathname === "/circle" ? "/circle" : "file:///etc" },
    });
  });
  const circle = await failure({ url: "/circle" }, fixture);
  assertEquals(circle.message, `Cannot request ${fixture.baseUrl}/circle: found more than 20 redirects`);
  const away = await failure({ url: "/away" }, fixture);
  assertEquals(away.errorClass, "policy");
  assertEquals(away.message, 'Cannot follow the redirect to "file:///etc": expected http or https');
  assertEquals((await failure({ url: "data:text/plain,hi" }, fixture)).errorClass, "policy");
});

browserTest("request checks status, headers, a part of the body, and an expression", async (open) => {
  const fixture = await open(() => Response.json({ ok: true, items: [{ id: 1, tags: ["a"] }] }, { status: 201 }));
  const expect = {
    status: [200, 201],
    headers: { "Content-Type": "application/json" },
    json: { items: [{ id: 1 }] },
    that: cel("size(body.items) == 1 && status == 201 && headers['content-type'].startsWith('application')"),
  };
  await perform(request, { url: "/", expect }, fixture);
});

browserTest("request says what it expected and what it found", async (open) => {
  const fixture = await open(() => Response.json({ items: [{ id: 1 }], note: "x".repeat(600) }, { status: 500 }));
  const status = await failure({ url: "/", expect: { status: [200, 204] } }, fixture);
  assertEquals(status.errorClass, "request");
  assertEquals(status.message, "Cannot request GET /: found status 500, expected status 200 or 204");
  assertEquals(status.details.expected, "status 200 or 204");
  assertStringIncludes(status.details.actual ?? "", 'status 500\n500 Internal Server Error\n{"items":[{"id":1}]');
  assert((status.details.actual ?? "").endsWith("xxx…"));
  const messages: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
    [{ headers: { Server: "x" } }, 'found no header Server, expected header Server "x"'],
    [{ json: { items: [{ id: 2 }] } }, "found body.items[0].id 1, expected 2"],
    [{ json: { items: [] } }, "found size(body.items) 1, expected 0"],
    [{ json: { "a b": 1 } }, 'found body["a b"] nothing, expected 1'],
    [{ that: cel("body.items[0].id == 2") }, 'found "body.items[0].id == 2" is false, expected true'],
  ];
  for (const [expect, message] of messages) {
    assertEquals((await failure({ url: "/", expect }, fixture)).message, `Cannot request GET /: ${message}`);
  }
});

browserTest("request keeps parts of the response, and secrets as such", async (open) => {
  const fixture = await open(() => Response.json({ id: 7, token: "abcdefgh" }));
  const capture = { id: cel("body.id"), token: { value: cel("body.token"), secret: true } };
  await perform(request, { url: "/", capture }, fixture);
  assertEquals(Object.fromEntries(fixture.variables), { id: 7, token: "abcdefgh" });
  assertEquals(fixture.addedSecrets, ["abcdefgh"]);
  assertEquals(request.captures?.(request.input.parse({ url: "/", capture })), ["id", "token"]);
});

browserTest("request cuts a body of more than 32 MiB", async (open) => {
  const chunk = new Uint8Array(1024 * 1024).fill(97);
  let sent = 0;
  const endless = () => new ReadableStream({ pull: (controller) => void (sent++, controller.enqueue(chunk)) });
  const fixture = await open((asked) => asked.url.endsWith("/big") ? new Response(endless()) : new Response(""), {
    timeoutMs: 20_000,
  });
  await perform(request, { url: "/big", capture: { size: cel("size(body)") } }, fixture);
  assertEquals(fixture.variables.get("size"), 32 * 1024 * 1024);
  assertEquals(fixture.warnings, ["The response to request GET /big was cut at 32 MiB"]);
  assert(sent < 64, `${sent} MiB were sent`);
});

browserTest("request fails when nobody listens, and when nobody answers in time", async (open) => {
  const late = Promise.withResolvers<Response>();
  const fixture = await open((asked) => asked.url.endsWith("/late") ? late.promise : new Response(""), {
    timeoutMs: 200,
  });
  const refused = await failure({ url: "http://127.0.0.1:1/" }, fixture);
  assertEquals(refused.errorClass, "request");
  assertStringIncludes(refused.message, "Cannot request GET http://127.0.0.1:1/: ");
  const timeout = await failure({ url: "/late" }, fixture);
  assertEquals(timeout.errorClass, "timeout");
  assertStringIncludes(timeout.message, "Cannot request GET /late: found no answer within ");
  late.resolve(new Response(""));
});

browserTest("request sends credentials of a URL as a header", async (open) => {
  const fixture = await open(echo);
  const url = `${fixture.baseUrl.replace("//", "//ada:p%C3%A4ss@")}/`;
  assertEquals((await echoed({ url }, fixture)).headers["authorization"], `Basic ${btoa("ada:p\u00c3\u00a4ss")}`);
});

Deno.test("request takes one body, and variables that can be", () => {
  assertEquals(problemsOf(request, { url: "/", json: 1, body: "a" }), [
    "expected at most one of json, form, multipart, body, found json and body",
  ]);
  assertEquals(problemsOf(request, { url: "/", multipart: { a: { file: "a", content: "b" } } }), [
    'Unrecognized key: "content"',
  ]);
  assertEquals(problemsOf(request, { url: "/", headers: { a: "b\nc" } }), [
    'expected a value that HTTP allows in header "a", found a line end or a character that it does not',
  ]);
  assertEquals(problemsOf(request, { url: "/", capture: { run: cel("body") } }).length, 1);
});
