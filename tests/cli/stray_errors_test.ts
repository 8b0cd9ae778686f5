import { fileURLToPath } from "node:url";
import { isOwnFault } from "../../lib/cli/stray_errors.ts";
import { assert, assertEquals, assertMatch } from "../assert.ts";
import { inFolder } from "../fake_host.ts";

const GUARD = new URL("../../lib/cli/stray_errors.ts", import.meta.url).href;

/** Runs code that a task of the background throws in, in a program that ends with 0 a moment later. */
function ended(code: string) {
  const program = `import { catchStrayErrors } from ${JSON.stringify(GUARD)};
const stray = catchStrayErrors((text) => console.error(text.trimEnd()));
${code}
setTimeout(() => Deno.exit(stray.codeAfter(0)), 200);`;
  return inFolder({ "program.ts": program }, async (folder) => {
    const config = fileURLToPath(new URL("../../deno.json", import.meta.url));
    const args = ["run", "--quiet", "--no-check", "--config", config, "--allow-net=127.0.0.1", `${folder}/program.ts`];
    const { code, stderr } = await new Deno.Command(Deno.execPath(), { args, env: { NO_COLOR: "1" } }).output();
    return { code, stderr: new TextDecoder().decode(stderr) };
  });
}

const WARNED = /^warning: A task in the background failed: .*\n$/;

const HARMLESS = {
  "an event of a connection": `import { EventEmitter } from "node:events";
    setTimeout(() => new EventEmitter().emit("error", new Error("Cannot render headers after they are sent")));`,
  "a rejection": `Promise.reject(new Error("page.goto: Target page, context or browser has been closed"));`,
  "a request that fails late": `fetch("http://127.0.0.1:9/");`,
  "a text that is thrown": `setTimeout(() => { throw "late"; });`,
};

for (const [kind, code] of Object.entries(HARMLESS)) {
  Deno.test(`catchStrayErrors() leaves the exit code and warns: ${kind}`, async () => {
    const { code: left, stderr } = await ended(code);
    assertMatch(stderr, WARNED);
    assertEquals(left, 0);
  });
}

Deno.test("catchStrayErrors() leaves nothing green that a mistake of the program itself may have made so", async () => {
  const { code, stderr } = await ended("setTimeout(() => { JSON.parse(undefined.text); });");
  assertMatch(stderr, /^warning: .*\nerror: Cannot say that all went well: found a fault of qa-rig itself \(TypeError/);
  assertEquals(code, 4);
});

Deno.test("isOwnFault() knows mistakes by their kind and by the file that throws", () => {
  const thrownIn = (path: string) =>
    Object.assign(new TypeError("x is undefined"), { stack: `TypeError: x is undefined\n    at f (${path}:1:2)` });
  assert(isOwnFault(thrownIn("file:///qa-rig/lib/run/run_step.ts")));
  const others = [
    thrownIn("file:///qa-rig/lib/telemetry/span_queue.ts"),
    thrownIn("file:///qa-rig/lib/report/junit.ts"),
    thrownIn("file:///cache/npm/registry/@opentelemetry/core/index.js"),
    thrownIn("file:///app/node_modules/playwright-core/lib/x.js"),
    thrownIn("ext:deno_fetch/26_fetch.js"),
    thrownIn("node:http"),
    Object.assign(new TypeError("page.click: no"), {
      stack: "TypeError: page.click: no\n    at f (file:///lib/a.ts:1:2)",
    }),
    new Error("Run interrupted"),
    "a text",
  ];
  for (const error of others) assert(!isOwnFault(error), String(error));
});
