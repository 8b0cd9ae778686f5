import { EXIT_CODES, exitCodeOf, type ExitReason } from "../../lib/exit_code.ts";
import { assertEquals } from "../assert.ts";

/** Design section 4: the code of a run is the first that applies of these. */
const ORDER: readonly ExitReason[] = [
  "interrupted",
  "terminated",
  "secret_found",
  "broken",
  "failed",
  "telemetry_lost",
  "passed",
];

Deno.test("exitCodeOf() gives the code of the table for each reason alone", () => {
  for (const [reason, { code }] of Object.entries(EXIT_CODES)) {
    assertEquals(exitCodeOf([reason as ExitReason]), code, reason);
  }
  assertEquals(exitCodeOf([]), 0);
});

Deno.test("exitCodeOf() gives the first that applies for all pairs of reasons, in either order", () => {
  for (const [position, first] of ORDER.entries()) {
    for (const second of ORDER.slice(position)) {
      const { code } = EXIT_CODES[first];
      assertEquals([exitCodeOf([first, second]), exitCodeOf([second, first])], [code, code], `${first}, ${second}`);
    }
  }
});
