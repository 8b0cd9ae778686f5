import { assertEquals, assertMatch, assertNotMatch, assertStringIncludes } from "../assert.ts";
import { fakeHost } from "../fake_host.ts";
import { earlyErrorStyle, printError } from "../../lib/cli/print_error.ts";
import { BrokenRunError, FlowFileError, UsageError } from "../../lib/errors.ts";

const PLAIN = { color: false, stack: false };

function print(error: unknown, style = PLAIN) {
  const host = fakeHost();
  const code = printError(error, host, style);
  assertEquals(host.written.stdout, "");
  return { code, text: host.written.stderr };
}

Deno.test("printError() prints message and hint, and gives the code of the reason", () => {
  assertEquals(print(new UsageError("Cannot x", { hint: "do y" })), { code: 2, text: "error: Cannot x\nhint: do y\n" });
  assertEquals(print(new BrokenRunError("Cannot x")), { code: 4, text: "error: Cannot x\n" });
});

Deno.test("printError() prints every problem of files", () => {
  const at = { file: "a.flow.yaml", line: 2, column: 3, length: 4, source: "  clik: x" };
  const error = new FlowFileError([
    { message: "Cannot one", at, hint: null },
    { message: "Cannot two", at: null, hint: "three" },
  ]);
  const { code, text } = print(error);
  assertEquals(code, 3);
  assertStringIncludes(text, "error: Cannot one\n --> a.flow.yaml:2:3\n");
  assertStringIncludes(text, "\n\nerror: Cannot two\nhint: three\n");
});

Deno.test("printError() says of a fault of its own one line and what to do", () => {
  const { code, text } = print(new TypeError("x is undefined\nand more"));
  assertEquals(code, 4);
  assertEquals(
    text,
    "error: Cannot go on: x is undefined\nhint: this is a fault of qa-rig itself; --stack shows where\n",
  );
  assertEquals(print("thrown text").text.split("\n")[0], "error: Cannot go on: thrown text");
});

Deno.test("printError() calls nothing a fault of its own that the system refused", async () => {
  const refused = await Deno.readFile("/nowhere/file").catch((error) => error);
  for (const error of [refused, new Error("Cannot x", { cause: refused }), new Error("full (os error 28)")]) {
    const { code, text } = print(error);
    assertEquals(code, 4);
    assertMatch(text, /^error: Cannot go on: .*\nhint: the system refused this, so look at .*; --stack shows where\n$/);
  }
});

Deno.test("printError() shows stack traces under --stack only", () => {
  const error = new UsageError("Cannot x", { cause: new Error("inner") });
  assertNotMatch(print(error).text, /\bat .*\d+:\d+/);
  const { text } = print(error, { color: false, stack: true });
  assertMatch(text, /\bat .*print_error_test\.ts:\d+:\d+/);
  assertStringIncludes(text, "caused by Error: inner");
});

Deno.test("printError() colours when it is told to", () => {
  assertStringIncludes(print(new UsageError("Cannot x"), { color: true, stack: false }).text, "\x1b[31merror\x1b[39m");
});

Deno.test("earlyErrorStyle() knows the options that could not be parsed yet", () => {
  const style = (args: readonly string[], env = {}) => earlyErrorStyle(fakeHost({ args, env, terminal: true }));
  assertEquals(style([]), { color: true, stack: false });
  assertEquals(style(["--stack", "--color=never"]), { color: false, stack: true });
  assertEquals(style([], { QA_RIG_COLOR: "never" }).color, false);
});
