import { validate as validateCtrf } from "npm:ctrf@0.3.0";
import { reportSpans } from "../../lib/cli/telemetry/report_spans.ts";
import { readReport, reportProblems } from "../../lib/report/read_report.ts";
import { reduceEvents } from "../../lib/report/reduce_events.ts";
import { main } from "../../main.ts";
import { assert, assertEquals, assertGreater, assertNotMatch } from "../assert.ts";
import { fakeHost, inFolder } from "../fake_host.ts";
import { mutatedJson, seededRandom } from "../report/mutated_json.ts";
import { SAMPLE_RUNS } from "../report/sample_runs.ts";
import { parseHtml, parseXml } from "../report/well_formed.ts";

const EVENTS = SAMPLE_RUNS["everything"] ?? [];
const REPORT = JSON.stringify(reduceEvents(EVENTS));
const OTHER = JSON.stringify(reduceEvents(SAMPLE_RUNS["rows"] ?? [])).replaceAll("flows/", "others/");
const MUTATIONS = 2_000;

/** What reads a report, with a check of what it writes. */
const COMMANDS: readonly (readonly [args: readonly string[], check: (stdout: string) => void])[] = [
  [["show", "-"], (text) => assertNotMatch(text, /NaN|Invalid Date|undefined/)],
  [["convert", "-", "--to", "junit"], (text) => assertEquals(parseXml(text).name, "testsuites")],
  [["convert", "-", "--to", "html"], (text) => parseHtml(text)],
  [["convert", "-", "--to", "ctrf"], (text) => {
    const { valid, errors } = validateCtrf(JSON.parse(text));
    assert(valid, JSON.stringify(errors));
  }],
  [["convert", "-", "--to", "tap"], (text) => assertNotMatch(text, /NaN|undefined/)],
  [["convert", "-", "--to", "json"], isReport],
  [["merge", "-", "other.json"], isReport],
  [["diff", "-", "other.json", "--format", "json"], (text) => assertNotMatch(text, /: null,\n\s*"(?:after_ms|step)/)],
];

function isReport(text: string): void {
  assertEquals(reportProblems(text), []);
}

Deno.test(`whatever is wrong with a report, each command reads it or says so (${MUTATIONS} mutations)`, () =>
  inFolder({ "other.json": OTHER }, async (cwd) => {
    const random = seededRandom(24);
    let accepted = 0;
    for (let index = 0; index < MUTATIONS; index++) {
      const stdin = mutatedJson(REPORT, random);
      const problems = reportProblems(stdin);
      const readable = isReadable(stdin);
      if (readable) accepted++;
      const [args, check] = COMMANDS[index % COMMANDS.length] ?? [[], () => {}];
      const host = fakeHost({ args: ["report", ...args], cwd, stdin });
      const code = await main(host);
      const { stdout, stderr } = host.written;
      const about = `mutation ${index}, ${args.join(" ")}: ${stderr.slice(0, 500)}`;
      assertNotMatch(stderr, /fault of qa-rig|Maximum call stack|\n\s+at /, about);
      // Two reports may still have the same flows, and a sum may be too large.
      assert(readable ? code === 0 || args[0] === "merge" : code === 2, about);
      if (code === 0) check(stdout);
      else assertEquals([stdout, /^error: Cannot (read|merge)/.test(stderr)], ["", true], about);
      if (problems.length === 0) assertEquals(readable, true, about);
    }
    assertGreater(accepted, MUTATIONS / 50);
  }));

/** What is read can also be sent. */
function isReadable(text: string): boolean {
  try {
    const { spans } = reportSpans(readReport(text, "-"));
    for (const { startMs, endMs } of spans) assert(startMs >= 0 && endMs >= startMs && endMs < 2 ** 64 / 1e6);
    return true;
  } catch (error) {
    assertEquals(error instanceof Error ? error.name : error, "UsageError");
    return false;
  }
}

Deno.test(`whatever is wrong with events, rebuild makes a report that is right or says so (${MUTATIONS} mutations)`, async () => {
  const random = seededRandom(25);
  let rebuilt = 0;
  for (let index = 0; index < MUTATIONS; index++) {
    const lines = EVENTS.map((event) => JSON.stringify(event));
    const at = random(lines.length);
    lines.splice(at, 1, ...[
      mutatedJson(lines[at] ?? "", random),
      ...random(5) === 0 ? [lines[random(lines.length)] ?? ""] : [],
    ]);
    const host = fakeHost({ args: ["report", "rebuild", "-", "-o", "-"], stdin: `${lines.join("\n")}\n` });
    const code = await main(host);
    const about = `mutation ${index}: ${host.written.stderr.slice(0, 500)}`;
    assertNotMatch(host.written.stderr, /fault of qa-rig|Maximum call stack|\n\s+at /, about);
    assert(code === 0 || code === 2, about);
    if (code !== 0) continue;
    rebuilt++;
    assertEquals(reportProblems(host.written.stdout), [], about);
  }
  assertGreater(rebuilt, MUTATIONS / 50);
});
