import { tap } from "../../lib/report/tap.ts";
import { assertEquals, assertStringIncludes } from "../assert.ts";
import { renderSample } from "./render_sample.ts";

Deno.test("tap has a subtest for a flow and a point for each of its steps", () => {
  assertEquals(
    renderSample(tap, "interrupted"),
    `\
TAP version 14
1..2
# Subtest: Guest waits
    1..4
    ok 1 - goto /
    not ok 2 - wait_for status
    ok 3 - click Go # SKIP interrupted
    ok 4 - click On # SKIP interrupted
not ok 1 - Guest waits
  ---
  duration_ms: 80
  message: "The run was interrupted"
  severity: "fail"
  ...
ok 2 - Guest never comes # SKIP never started
Bail out! Interrupted
`,
  );
});

Deno.test("tap gives the failure in a YAML block", () => {
  assertStringIncludes(
    renderSample(tap, "failed"),
    '  message: "Expected \\"2 items\\": found \\"1 item\\""\n  severity: "fail"\n  class: "assertion"\n  expected: "2 items"\n',
  );
});

Deno.test("tap escapes what would begin a directive", () => {
  assertStringIncludes(renderSample(tap, "hostile"), "\\# TODO \\# SKIP \\\\ $(id)");
});
