import { join } from "node:path";
import { parseDocument } from "yaml";
import { isReporterName, makeReporter, reporterFile, type ReporterName, REPORTERS } from "../../lib/report/mod.ts";
import { readEvents } from "../../lib/report/read_events.ts";
import { reduceEvents } from "../../lib/report/reduce_events.ts";
import { RUN } from "../../lib/run/result.ts";
import { validate } from "npm:ctrf@0.3.0";
import { wellFormed } from "../../lib/well_formed.ts";
import { assert, assertEquals, assertMatch, assertNotMatch } from "../assert.ts";
import { fakeHost, inFolder } from "../fake_host.ts";
import { RAW_CONTROL } from "./raw_control.ts";
import { SAMPLE_RUNS } from "./sample_runs.ts";
import { parseHtml, parseXml } from "./well_formed.ts";

const NAMES = Object.keys(REPORTERS).filter(isReporterName);

/** What "well-formed" means for each; throws when the output is not. */
const WELL_FORMED: { readonly [name in ReporterName]: (text: string, sample: string) => void } = {
  list: isPlainText,
  line: isPlainText,
  dot: isPlainText,
  none: (text) => assertEquals(text, ""),
  json: (text, sample) => {
    const report = sample === "cut" ? null : RUN.parse(JSON.parse(text));
    if (report !== null) assertEquals(report, reduceEvents(SAMPLE_RUNS[sample] ?? []));
  },
  jsonl: (text, sample) => assertEquals(readEvents(text), wellFormed(SAMPLE_RUNS[sample] ?? [])),
  junit: (text) => {
    if (text === "") return;
    isPlainText(text);
    assertEquals(parseXml(text).name, "testsuites");
  },
  html: (text) => {
    if (text === "") return;
    isPlainText(text);
    parseHtml(text);
  },
  ctrf: (text) => {
    if (text === "") return;
    const { valid, errors } = validate(JSON.parse(text));
    assert(valid, JSON.stringify(errors));
  },
  tap: (text) => {
    if (text === "") return;
    isPlainText(text);
    isTap(text.split("\n"));
  },
  github: (text) => {
    isPlainText(text);
    for (const line of text.split("\n").slice(0, -1)) assertMatch(line, /^::(error|warning) [^:\n]*::\S/);
  },
};

for (const name of NAMES) {
  for (const [sample, events] of Object.entries(SAMPLE_RUNS)) {
    Deno.test(`reporter ${name} writes well-formed output for the run "${sample}"`, () =>
      inFolder({}, async (folder) => {
        let text = "";
        const report = makeReporter(name, null, setup(folder, (more) => text += more));
        for (const event of events) await report(event);
        WELL_FORMED[name](text, sample);
      }));
  }

  Deno.test(`reporter ${name} writes the same into a file, event by event or at the end`, () =>
    inFolder({}, async (folder) => {
      const path = join(folder, "a", "new", "file");
      const report = makeReporter(
        name,
        path,
        setup(folder, () => {
          throw new Error("wrote to the stream");
        }),
      );
      const events = SAMPLE_RUNS.hostile ?? [];
      for (const event of events) await report(event);
      WELL_FORMED[name](await Deno.readTextFile(path), "hostile");
      assertEquals((await Array.fromAsync(Deno.readDir(join(folder, "a", "new")))).length, 1);
    }));

  Deno.test(`reporter ${name} says what it is in one short line`, () => {
    assertMatch(REPORTERS[name].summary, /^[\w][^.\n]{5,80}[^.\s]|report\.json/);
  });
}

Deno.test("a file report does not write over a file from which a secret was taken", () =>
  inFolder({}, async (folder) => {
    const path = join(folder, "report.html");
    const report = makeReporter("html", path, setup(folder, () => {}));
    for (const event of SAMPLE_RUNS.everything ?? []) {
      await report(event);
      if (event.type === "run_ended") await Deno.writeTextFile(path, "***");
    }
    assertEquals(await Deno.readTextFile(path), "***");
  }));

Deno.test("reporterFile() knows what each reporter writes", () => {
  assertEquals(reporterFile("junit", null, "/out"), join("/out", "junit.xml"));
  assertEquals(reporterFile("junit", "-", "/out"), null);
  assertEquals(reporterFile("junit", "/x/y.xml", "/out"), "/x/y.xml");
  assertEquals(reporterFile("list", null, "/out"), null);
});

Deno.test("isReporterName() knows no names of Object", () => {
  assertEquals([isReporterName("list"), isReporterName("toString"), isReporterName("lists")], [true, false, false]);
});

function setup(outputFolder: string, write: (text: string) => void) {
  return {
    host: fakeHost(),
    output: { write, isTerminal: false, columns: 80 },
    color: false,
    quiet: false,
    outputFolder,
    reportPath: () => "qa-rig-report/report.json",
    stepSummaryPath: join(outputFolder, "summary.md"),
  };
}

function isPlainText(text: string): void {
  assertNotMatch(text, RAW_CONTROL);
}

/** The grammar of TAP 14, as far as we use it: version, plan, points, subtests, YAML blocks. */
function isTap(lines: readonly string[]): void {
  const [version, ...rest] = lines;
  assertEquals(version, "TAP version 14");
  const point = /^(not )?ok \d+ - (?:[^#\\]|\\[#\\])*(?: # SKIP .*)?$/;
  let yaml: string[] | null = null;
  for (const line of rest) {
    if (yaml !== null && line === "  ...") {
      assertEquals(parseDocument(yaml.join("\n")).errors, []);
      yaml = null;
    } else if (yaml !== null) yaml.push(line);
    else if (line === "  ---") yaml = [];
    else {
      const isOther = /^(1\.\.\d+|# (?:Subtest|warning): .*|Bail out! .*|)$/.test(line.replace(/^ {4}/, ""));
      assert(isOther || point.test(line.replace(/^ {4}/, "")), `not TAP: ${line.slice(0, 200)}`);
    }
  }
  assertEquals(yaml, null);
}
