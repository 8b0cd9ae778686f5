import { formatTraceParent, parseTraceParent } from "../../lib/telemetry/trace_parent.ts";
import { assertEquals } from "../assert.ts";

const TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN_ID = "00f067aa0ba902b7";

Deno.test("parseTraceParent() reads ids and flags", () => {
  const parent = { traceId: TRACE_ID, spanId: SPAN_ID };
  assertEquals(parseTraceParent(`00-${TRACE_ID}-${SPAN_ID}-01`), { ...parent, flags: 1 });
  assertEquals(parseTraceParent(`00-${TRACE_ID}-${SPAN_ID}-00`), { ...parent, flags: 0 });
  assertEquals(parseTraceParent(`01-${TRACE_ID}-${SPAN_ID}-03-more`), { ...parent, flags: 3 });
});

Deno.test("parseTraceParent() is null for what the specification calls invalid", () => {
  const invalid = [
    "",
    "garbage",
    `ff-${TRACE_ID}-${SPAN_ID}-01`,
    `00-${TRACE_ID}-${SPAN_ID}-01-more`,
    `00-${"0".repeat(32)}-${SPAN_ID}-01`,
    `00-${TRACE_ID}-${"0".repeat(16)}-01`,
    `00-${TRACE_ID.toUpperCase()}-${SPAN_ID}-01`,
    `00-${TRACE_ID}-${SPAN_ID}-1`,
    `00-${TRACE_ID.slice(1)}-${SPAN_ID}-01`,
    ` 00-${TRACE_ID}-${SPAN_ID}-01`,
  ];
  for (const text of invalid) assertEquals([text, parseTraceParent(text)], [text, null]);
});

Deno.test("formatTraceParent() writes what parseTraceParent() reads", () => {
  const parent = { traceId: TRACE_ID, spanId: SPAN_ID, flags: 1 };
  assertEquals(parseTraceParent(formatTraceParent(parent)), parent);
});
