import { assertEquals } from "../assert.ts";
import { fakeHost } from "../fake_host.ts";
import { usesColor } from "../../lib/cli/uses_color.ts";

Deno.test("usesColor() asks the option, FORCE_COLOR, NO_COLOR, then the terminal", () => {
  const cases: [Parameters<typeof usesColor>[2], boolean, Record<string, string>, boolean][] = [
    ["auto", true, {}, true],
    ["auto", false, {}, false],
    ["always", false, { NO_COLOR: "1" }, true],
    ["never", true, { FORCE_COLOR: "1" }, false],
    ["auto", true, { NO_COLOR: "1" }, false],
    ["auto", true, { NO_COLOR: "" }, true],
    ["auto", false, { FORCE_COLOR: "1" }, true],
    ["auto", false, { FORCE_COLOR: "1", NO_COLOR: "1", CI: "1" }, true],
    ["auto", true, { FORCE_COLOR: "0" }, false],
    ["auto", true, { CI: "true" }, false],
    ["auto", true, { TERM: "dumb" }, false],
  ];
  for (const [choice, terminal, env, expected] of cases) {
    const { stdout, env: environment } = fakeHost({ terminal, env });
    assertEquals([choice, terminal, env, usesColor(stdout, environment, choice)], [choice, terminal, env, expected]);
  }
});
