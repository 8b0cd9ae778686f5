import { assertEquals, assertThrows } from "../assert.ts";
import { parseArguments } from "../../lib/cli/arguments.ts";
import { COMMANDS } from "../../lib/cli/commands.ts";
import { UsageError } from "../../lib/errors.ts";

Deno.test("parseArguments() reads every kind of option in every form", () => {
  const cases: [string, ReturnType<typeof parseArguments>["options"]][] = [
    ["run --headed", { headed: true }],
    ["--headed run", { headed: true }],
    ["run --headed=yes", { headed: true }],
    ["run --headed=0", { headed: false }],
    ["run --no-headed", { headed: false }],
    ["run --no-trace-parent", { "trace-parent": false }],
    ["run --no-otel", { otel: false }],
    ["run --name Guest.*", { name: "Guest.*" }],
    ["run --name=--x", { name: "--x" }],
    ["report rebuild -o -", { output: "-" }],
    ["report rebuild --output -", { output: "-" }],
    ["run --name a --name b", { name: "b" }],
    ["run --timeout 1.5s", { timeout: 1_500 }],
    ["run --retries=0", { retries: 0 }],
    ["run --browser firefox", { browser: "firefox" }],
    ["run --tag a,b --tag !c", { tag: ["a,b", "!c"] }],
    ["run --var a=1 --var b=c=d --var e=", { var: ["a=1", "b=c=d", "e="] }],
    ["run --reporter list,json=-", { reporter: ["list", "json=-"] }],
    ["run --reporter list --reporter junit", { reporter: ["list", "junit"] }],
    ["run --shuffle", { shuffle: "" }],
    ["run --shuffle=12", { shuffle: "12" }],
    ["run -x", { "max-failures": 1 }],
    ["run -h", { help: true }],
    ["help run", { help: true }],
    ["--version --json", { version: true, json: true }],
    ["run --shard 2/5 --workers 50%", { shard: "2/5", workers: "50%" }],
  ];
  for (const [line, options] of cases) assertEquals({ line, options: parse(line).options }, { line, options });
});

Deno.test("parseArguments() tells command and paths apart", () => {
  const cases: [string, string | null, readonly string[]][] = [
    ["", null, []],
    ["run", "run", []],
    ["run flows a.flow.yaml", "run", ["flows", "a.flow.yaml"]],
    ["run --shuffle flows", "run", ["flows"]],
    ["run --headed flows", "run", ["flows"]],
    ["run --tag smoke flows", "run", ["flows"]],
    ["run -- --odd.flow.yaml -x", "run", ["--odd.flow.yaml", "-x"]],
    ["run -", "run", ["-"]],
    ["run 007", "run", ["007"]],
    ["help", null, []],
    ["help validate", "validate", []],
  ];
  for (const [line, command, paths] of cases) {
    const parsed = parse(line);
    assertEquals({ line, command: parsed.command, paths: parsed.paths }, { line, command, paths });
  }
});

Deno.test("parseArguments() says what is wrong and what to do", () => {
  const cases: [string, string, string | null][] = [
    ["rnu", `Cannot run command "rnu": expected one of ${Object.keys(COMMANDS).join(", ")}`, 'did you mean "run"?'],
    [
      "flows/a.flow.yaml",
      `Cannot run command "flows/a.flow.yaml": expected one of ${Object.keys(COMMANDS).join(", ")}`,
      'to run flows, write "qa-rig run flows/a.flow.yaml"',
    ],
    [
      "run --hedaed",
      'Cannot read option "--hedaed": qa-rig run has no such option',
      'did you mean "--headed"?',
    ],
    [
      "run --no-hedaed",
      'Cannot read option "--no-hedaed": qa-rig run has no such option',
      'did you mean "--no-headed"?',
    ],
    ["run --zzzzz=1", 'Cannot read option "--zzzzz": qa-rig run has no such option', 'see "qa-rig run --help"'],
    ["run -q", 'Cannot read option "-q": qa-rig run has no such option', 'see "qa-rig run --help"'],
    ["--hlep", 'Cannot read option "--hlep": qa-rig has no such option', 'did you mean "--help"?'],
    ["run --_", 'Cannot read option "--_": qa-rig has no such option', 'see "qa-rig --help"'],
    ["run -x_", 'Cannot read option "-x_": qa-rig has no such option', 'see "qa-rig --help"'],
    ["run --__proto__=1", 'Cannot read option "--__proto__": qa-rig run has no such option', 'see "qa-rig run --help"'],
    [
      "validate --headed",
      'Cannot use option "--headed": qa-rig validate has no such option',
      'it belongs to "qa-rig run", "qa-rig demo" and "qa-rig doctor"',
    ],
    [
      "run --json",
      'Cannot use option "--json": qa-rig run has no such option',
      'it belongs to qa-rig itself, "qa-rig doctor" and "qa-rig telemetry"',
    ],
    ["--tag a", 'Cannot use option "--tag": qa-rig has no such option', 'it belongs to "qa-rig run" and "qa-rig plan"'],
    [
      "run --name",
      'Cannot read option "--name": found no value, expected REGEX',
      'write "--name=VALUE"; a value that begins with "-" needs the "="',
    ],
    [
      "run --tag -a",
      'Cannot read option "--tag": found no value, expected TAGS',
      'write "--tag=VALUE"; a value that begins with "-" needs the "="',
    ],
    [
      "run --timeout 5x",
      'Cannot read option "--timeout": found "5x", expected a duration such as 500ms, 20s or 2m',
      null,
    ],
    ["run --repeat 0", 'Cannot read option "--repeat": found "0", expected a whole number of at least 1', null],
    ["run --retries 1.5", 'Cannot read option "--retries": found "1.5", expected a whole number of at least 0', null],
    [
      "run --browser netscape",
      'Cannot read option "--browser": found "netscape", expected one of chromium, firefox, webkit, chrome, msedge',
      null,
    ],
    ["run --shard 0/2", 'Cannot read option "--shard": found "0/2", expected a part and a count such as 2/5', null],
    [
      "run --base-url localhost",
      'Cannot read option "--base-url": found "localhost", expected an http or https URL',
      null,
    ],
    ["run --var a", 'Cannot read option "--var": found "a", expected a name and a value such as item=Teapot', null],
    [
      "run --headed=maybe",
      'Cannot read option "--headed": found "maybe", expected one of 1, true, yes, on, 0, false, no, off',
      null,
    ],
    ["run --no-headed=1", 'Cannot read option "--no-headed": found "1", expected no value', null],
    [
      "run --quiet --verbose",
      'Cannot use option "--quiet" together with "--verbose": expected one of them',
      null,
    ],
  ];
  for (const [line, message, hint] of cases) {
    const error = assertThrows(() => parse(line), UsageError);
    assertEquals({ line, message: error.message, hint: error.hint }, { line, message, hint });
  }
});

function parse(line: string) {
  return parseArguments(line === "" ? [] : line.split(" "));
}
