import { evaluate } from "../../lib/actions/evaluate.ts";
import { assertEquals, assertRejects } from "../assert.ts";
import { browserTest, type Fixture, htmlResponse } from "./page_fixture.ts";
import { perform, problemsOf } from "./perform.ts";

const PAGE = `<ul><li>Teapot</li><li>Mug</li></ul>`;

async function result(input: Readonly<Record<string, unknown>>, fixture: Fixture): Promise<unknown> {
  await perform(evaluate, { ...input, as: "result" }, fixture);
  return fixture.variables.get("result");
}

browserTest("evaluate keeps what an expression or statements give", async (open) => {
  const fixture = await open(PAGE);
  assertEquals(await result({ script: "document.querySelectorAll('li').length" }, fixture), 2);
  assertEquals(await result({ script: "const all = [1, 2];\nreturn all.concat(3);" }, fixture), [1, 2, 3]);
  assertEquals(await result({ script: "{ a: 1 } // the end" }, fixture), { a: 1 });
  assertEquals(await result({ script: "await Promise.resolve(7)" }, fixture), 7);
  assertEquals(await result({ script: "globalThis.done = true;" }, fixture), null);
  assertEquals(await fixture.page.evaluate("done"), true);
});

browserTest("evaluate gives args as data", async (open) => {
  const fixture = await open(PAGE);
  const args = { list: [1, { deep: "</script>'\"" }] };
  assertEquals(await result({ script: "args.list", args }, fixture), args.list);
});

browserTest("evaluate gives the element as el", async (open) => {
  const fixture = await open(PAGE);
  const script = "el.textContent + args.end";
  assertEquals(await result({ script, args: { end: "!" }, text: "Mug" }, fixture), "Mug!");
});

browserTest("evaluate turns what is no data into data", async (open) => {
  const fixture = await open(PAGE);
  const script =
    `({ date: new Date(0), none: undefined, nan: NaN, map: new Map([["a", 1]]), big: 12n, at: new URL("a:b"), el: document.body })`;
  const { el: _el, ...rest } = await result({ script }, fixture) as Record<string, unknown>;
  assertEquals(rest, { date: "1970-01-01T00:00:00.000Z", none: null, nan: null, map: {}, big: 12, at: "a:b" });
});

browserTest("evaluate works on a page that forbids eval", async (open) => {
  const headers = { "content-type": "text/html", "content-security-policy": "default-src 'none'" };
  const fixture = await open(() => new Response("<p>Safe</p>", { headers }));
  assertEquals(await result({ script: "document.querySelector('p').textContent" }, fixture), "Safe");
  assertEquals(await result({ script: "return el.textContent;", css: "p" }, fixture), "Safe");
});

browserTest("evaluate fails with the error of the script", async (open) => {
  const fixture = await open(() => htmlResponse(PAGE));
  await assertRejects(() => perform(evaluate, { script: "nothing.here" }, fixture), Error, "nothing is not defined");
});

Deno.test("evaluate refuses what is no JavaScript, and a variable that cannot be", () => {
  assertEquals(problemsOf(evaluate, { script: "1 +" }), ["expected JavaScript: Unexpected token '}'"]);
  assertEquals(problemsOf(evaluate, { script: "1", as: "env" }), [
    'expected the name of a variable, found "env": it is taken: env, secrets, run, flow, row',
  ]);
});

Deno.test("evaluate is named after the first line of its script", () => {
  assertEquals(evaluate.title({ script: "\n  document.title\n  + 1", css: "p" }), 'evaluate document.title in css "p"');
});
