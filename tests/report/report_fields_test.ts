import { reportFields } from "../../lib/report/report_fields.ts";
import { NO_TRACE_ID, RUN } from "../../lib/run/result.ts";
import { assertEquals, assertMatch, assertStringIncludes } from "../assert.ts";

const MARKDOWN = reportFields();

Deno.test("reportFields() has a row for every key of the run, in the order of the report", () => {
  const [run = ""] = MARKDOWN.split("**flow**");
  const fields = [...run.matchAll(/^\| `(\w+)` \|/gm)].map(([, field]) => field);
  assertEquals(fields, Object.keys(RUN.shape));
});

Deno.test("reportFields() names the sentinel of trace_id", () => {
  assertStringIncludes(
    MARKDOWN,
    `| \`trace_id\` | string | of the last attempt; with telemetry off 32 zeros: \`${NO_TRACE_ID}\` |`,
  );
});

Deno.test("reportFields() gives every field a type and a meaning", () => {
  const rows = MARKDOWN.split("\n").filter((line) => line.startsWith("| `"));
  for (const row of rows) assertMatch(row, /^\| `[\w.]+` \| [^|]+ \| [^|]+ \|$/);
});

Deno.test("reportFields() names the tables that describe inner objects", () => {
  for (const table of ["run", "flow", "attempt", "step", "error", "artifact", "warning", "place", "receipt"]) {
    assertStringIncludes(MARKDOWN, `**${table}**\n`);
  }
  assertStringIncludes(MARKDOWN, "| `error` | error or null |");
  assertStringIncludes(MARKDOWN, "| `steps` | list of step |");
});
