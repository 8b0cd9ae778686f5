import { line } from "../../lib/report/line.ts";
import { assert, assertEquals, assertNotMatch, assertStringIncludes } from "../assert.ts";
import { fakeHost } from "../fake_host.ts";
import { RAW_CONTROL } from "./raw_control.ts";
import { SAMPLE_RUNS } from "./sample_runs.ts";

/** What the line reporter writes, piece by piece. */
function pieces(name: string, isTerminal: boolean): readonly string[] {
  const texts: string[] = [];
  const report = line.make({
    host: fakeHost(),
    output: { write: (text) => texts.push(text), isTerminal, columns: 60 },
    color: false,
    quiet: false,
    outputFolder: "/nowhere",
    reportPath: () => null,
    stepSummaryPath: null,
  });
  for (const event of SAMPLE_RUNS[name] ?? []) report(event);
  return texts;
}

Deno.test("line writes failures and the summary where there is no terminal", () => {
  assertEquals(
    pieces("failed", false).join(""),
    `\
FAILED  Guest buys a teapot
  step 5: expect status to have text
    Expected "2 items": found "1 item"
      --> flows/checkout.flow.yaml:15:5
  trace 4bf92f3577b34da6a3ce929d0e0e4736
1 of 3 flows failed in 6.1 s
`,
  );
});

Deno.test("line shows the step that runs, in less than a line of the terminal", () => {
  const texts = pieces("hostile", true);
  const clear = "\r\x1b[2K";
  for (const text of texts.filter((text) => text !== clear && !text.endsWith("\n"))) {
    assert(text.length < 60, text);
    assertNotMatch(text, RAW_CONTROL);
  }
  assertStringIncludes(pieces("failed", true).join(""), `${clear}[0/3] Guest buys a teapot: fill "Quantity"${clear}`);
});
