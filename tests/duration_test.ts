import { assertEquals } from "./assert.ts";
import { formatDuration, LONGEST_SPAN_MS, parseDuration } from "../lib/duration.ts";

Deno.test("parseDuration() gives milliseconds for every unit", () => {
  assertEquals(["500ms", "1.5s", "2m", "1h"].map((text) => parseDuration(text)), [500, 1_500, 120_000, 3_600_000]);
});

Deno.test("parseDuration() refuses a number without a unit", () => {
  assertEquals(["500", "", "s", "-1s", "1 s"].map((text) => parseDuration(text)), Array(5).fill(undefined));
});

Deno.test("formatDuration() picks the unit that reads best", () => {
  assertEquals([0, 212.4, 5_000, 123_000].map(formatDuration), ["0 ms", "212 ms", "5.0 s", "2 min 3 s"]);
});

Deno.test("parseDuration() refuses what is too long to wait for", () => {
  assertEquals(["168h", "168.1h", `${"9".repeat(400)}h`].map((text) => parseDuration(text)), [
    604_800_000,
    undefined,
    undefined,
  ]);
  assertEquals(parseDuration("8760h", LONGEST_SPAN_MS), 31_536_000_000);
});
