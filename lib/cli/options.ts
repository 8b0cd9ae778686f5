import type { OptionEntry, OptionValue } from "./option.ts";

const RUNS = ["run", "demo"] as const;
/** They select flows and decide what runs. */
const PLANS = ["run", "plan"] as const;
/** They start a browser as the options say. */
const BROWSES = [...RUNS, "doctor"] as const;
/** They may send telemetry. */
const SENDS = [...BROWSES, "telemetry"] as const;
const HTTP_URL = { pattern: /^https?:\/\/[^\s/]+/i, expected: "an http or https URL" } as const;
/** Files of a repository's choice stay inside it, neither absolute nor with `..`, and out of what Git keeps there. */
const BELOW = {
  pattern: /^(?!(?:[^=]*=)?(?:[\\/]|[A-Za-z]:))(?!.*(?:^|[=\\/])(?:\.\.|\.git)(?:[\\/]|$))/i,
  expected: "a path below the working folder",
} as const;

/** Every option of every command by its name. */
export const OPTIONS = {
  // Which flows run.
  tag: {
    kind: "list",
    value: "TAGS",
    summary: "flows with these tags: smoke,!slow (repeated is or)",
    section: "selection",
    commands: PLANS,
    default: [],
    file: "yes",
  },
  name: {
    kind: "text",
    value: "REGEX",
    summary: "flows whose title matches",
    section: "selection",
    commands: PLANS,
    default: null,
    file: "once",
  },
  "last-failed": {
    kind: "flag",
    summary: "flows that did not pass in the last report",
    section: "selection",
    commands: PLANS,
    default: false,
    file: "once",
  },
  shard: {
    kind: "text",
    value: "N/COUNT",
    summary: "this part of all flows: 2/5 takes the 2nd, 7th, …",
    section: "selection",
    commands: PLANS,
    default: null,
    file: "once",
    form: { pattern: /^[1-9]\d*\/[1-9]\d*$/, expected: "a part and a count such as 2/5" },
  },
  repeat: {
    kind: "count",
    minimum: 1,
    maximum: 10_000,
    value: "N",
    summary: "run every flow N times",
    section: "selection",
    commands: PLANS,
    default: 1,
    file: "once",
  },
  shuffle: {
    kind: "optional_value",
    value: "SEED",
    summary: "run in random order; the seed is printed",
    section: "selection",
    commands: PLANS,
    default: null,
    file: "once",
    form: { pattern: /^(\d{1,9})?$/, expected: "a whole number of at most 9 digits" },
  },
  // How they run.
  "base-url": {
    kind: "text",
    value: "URL",
    summary: "what paths in flows are relative to",
    section: "execution",
    commands: PLANS,
    default: null,
    file: "yes",
    form: HTTP_URL,
  },
  var: {
    kind: "list",
    value: "NAME=VALUE",
    summary: "set a variable that a flow declares",
    section: "execution",
    commands: PLANS,
    default: [],
    file: "once",
    form: { pattern: /^[A-Za-z_][A-Za-z0-9_]*=/, expected: "a name and a value such as item=Teapot" },
  },
  "var-file": {
    kind: "list",
    value: "FILE",
    summary: "set variables from a YAML or JSON file",
    section: "execution",
    commands: PLANS,
    default: [],
    file: "never",
  },
  "env-file": {
    kind: "list",
    value: "FILE",
    summary: "NAME=VALUE lines for env.X and secrets",
    section: "execution",
    commands: RUNS,
    default: [],
    file: "never",
  },
  workers: {
    kind: "text",
    value: "N|P%",
    summary: "flows that run at the same time",
    section: "execution",
    commands: RUNS,
    default: null,
    shown: "half the cores",
    file: "yes",
    form: { pattern: /^[1-9]\d*%?$/, expected: "a whole number of at least 1, or a percentage" },
  },
  retries: {
    kind: "count",
    minimum: 0,
    maximum: 100,
    value: "N",
    summary: "more attempts for a flow that failed",
    section: "execution",
    commands: [...RUNS, "plan"],
    default: null,
    shown: "0",
    file: "yes",
  },
  "retry-on": {
    kind: "list",
    separator: ",",
    value: "CLASSES",
    summary: "retry only after errors of these classes",
    section: "execution",
    commands: RUNS,
    default: [],
    shown: "all but flow_file",
    file: "yes",
  },
  timeout: {
    kind: "duration",
    value: "TIME",
    summary: "for one attempt of a flow",
    section: "execution",
    commands: [...RUNS, "plan"],
    default: null,
    shown: "2m",
    file: "yes",
  },
  "step-timeout": {
    kind: "duration",
    value: "TIME",
    summary: "for one step",
    section: "execution",
    commands: [...RUNS, "plan"],
    default: null,
    shown: "10s; pages 30s, checks 5s",
    file: "yes",
  },
  "run-timeout": {
    kind: "duration",
    value: "TIME",
    summary: "for the whole run",
    section: "execution",
    commands: RUNS,
    default: null,
    shown: "none",
    file: "yes",
  },
  "max-failures": {
    kind: "count",
    minimum: 1,
    maximum: 1_000_000,
    value: "N",
    summary: "stop after N failed flows; -x is 1",
    section: "execution",
    commands: RUNS,
    letter: { name: "x", value: "1" },
    default: null,
    shown: "never",
    file: "yes",
  },
  "fail-on-flaky": {
    kind: "flag",
    summary: "exit 1 when a flow passed only after a retry",
    section: "execution",
    commands: RUNS,
    default: false,
    file: "yes",
  },
  "update-snapshots": {
    kind: "flag",
    summary: "write the images that expect_screenshot compares",
    section: "execution",
    commands: ["run"],
    default: false,
    file: "once",
  },
  "fresh-sessions": {
    kind: "flag",
    summary: "sign in anew instead of using stored sessions",
    section: "execution",
    commands: ["run"],
    default: false,
    file: "once",
  },
  // With which browser.
  browser: {
    kind: "choice",
    choices: ["chromium", "firefox", "webkit", "chrome", "msedge"],
    value: "NAME",
    summary: "chromium, firefox, webkit, chrome or msedge",
    section: "browser",
    commands: BROWSES,
    default: "chromium",
    file: "yes",
  },
  "browser-path": {
    kind: "text",
    value: "FILE",
    summary: "the browser's executable",
    section: "browser",
    commands: BROWSES,
    default: null,
    shown: "searched for",
    conflicts: "connect",
    file: "never",
  },
  connect: {
    kind: "text",
    value: "URL",
    summary: "use a running browser: ws://, http:// or grid+http://",
    section: "browser",
    commands: BROWSES,
    default: null,
    file: "never",
    form: { pattern: /^(wss?|(grid\+)?https?):\/\/[^\s/]+/i, expected: "a ws, http or grid+http URL" },
  },
  headed: {
    kind: "flag",
    summary: "show the browser's window",
    section: "browser",
    commands: BROWSES,
    default: false,
    file: "yes",
  },
  "slow-mo": {
    kind: "duration",
    value: "TIME",
    summary: "wait before each action, to watch",
    section: "browser",
    commands: RUNS,
    default: null,
    file: "yes",
  },
  proxy: {
    kind: "text",
    value: "URL",
    summary: "proxy of pages, requests and telemetry",
    section: "browser",
    commands: SENDS,
    default: null,
    file: "never",
  },
  ca: {
    kind: "text",
    value: "FILE",
    summary: "trust the certificates in a PEM file",
    section: "browser",
    commands: SENDS,
    default: null,
    file: "never",
  },
  "allow-hosts": {
    kind: "list",
    separator: ",",
    value: "HOSTS",
    summary: "the only hosts that pages may reach",
    section: "browser",
    commands: RUNS,
    default: [],
    shown: "all",
    file: "yes",
  },
  "allow-read": {
    kind: "list",
    value: "PATH",
    summary: "one more folder that flows may read files from",
    section: "browser",
    commands: [...PLANS, "validate"],
    default: [],
    file: "never",
  },
  "cache-dir": {
    kind: "text",
    value: "FOLDER",
    summary: "where a fetched browser is kept",
    section: "browser",
    commands: BROWSES,
    default: null,
    shown: "the user's cache",
    file: "never",
  },
  offline: {
    kind: "flag",
    summary: "fetch no browser; of doctor: use no network at all",
    section: "browser",
    commands: BROWSES,
    default: false,
    file: "yes",
  },
  // What comes out.
  "output-dir": {
    kind: "text",
    value: "FOLDER",
    summary: "where the report goes",
    section: "output",
    commands: [...PLANS, "demo", "report", "doctor", "telemetry"],
    default: "qa-rig-report",
    file: "yes",
    fileForm: BELOW,
  },
  reporter: {
    kind: "list",
    separator: ",",
    value: "NAME[=FILE]",
    summary: "what to report, and where; - is standard output",
    section: "output",
    commands: RUNS,
    default: ["list"],
    file: "yes",
    fileForm: BELOW,
  },
  screenshot: {
    kind: "choice",
    choices: ["off", "on", "on-failure"],
    value: "WHEN",
    summary: "off, on or on-failure",
    section: "output",
    commands: RUNS,
    default: "on-failure",
    file: "yes",
  },
  trace: {
    kind: "choice",
    choices: ["off", "on", "on-failure"],
    value: "WHEN",
    summary: "Playwright's trace of attempts: off, on or on-failure",
    section: "output",
    commands: RUNS,
    default: "off",
    file: "yes",
  },
  video: {
    kind: "choice",
    choices: ["off", "on", "on-failure"],
    value: "WHEN",
    summary: "a video of each page: off, on or on-failure",
    section: "output",
    commands: RUNS,
    default: "off",
    file: "yes",
  },
  "record-secrets": {
    kind: "flag",
    summary: "trace and video also of flows with secrets",
    section: "output",
    commands: RUNS,
    default: false,
    file: "never",
  },
  quiet: {
    kind: "flag",
    summary: "only failures and the summary",
    section: "output",
    commands: [...RUNS, "report"],
    default: false,
    conflicts: "verbose",
    file: "yes",
  },
  verbose: {
    kind: "flag",
    summary: "also browser, attempts and pages, on standard error",
    section: "output",
    commands: RUNS,
    default: false,
    file: "yes",
  },
  timing: {
    kind: "flag",
    summary: "what the program itself took, on standard error",
    section: "output",
    commands: RUNS,
    default: false,
    file: "once",
  },
  "show-config": {
    kind: "flag",
    summary: "print every option and where it comes from; run nothing",
    section: "output",
    commands: RUNS,
    default: false,
    file: "once",
  },
  // Telemetry.
  otel: {
    kind: "flag",
    summary: "send OpenTelemetry spans and the metric",
    section: "telemetry",
    commands: SENDS,
    variable: "QA_RIG_OTEL_ENABLED",
    default: false,
    // Opting in is up to the person who runs, not to the repository.
    file: "never",
  },
  "require-telemetry": {
    kind: "flag",
    summary: "exit 5 when telemetry was not delivered",
    section: "telemetry",
    commands: RUNS,
    default: false,
    file: "yes",
  },
  "trace-parent": {
    kind: "flag",
    summary: "continue the trace in TRACEPARENT",
    section: "telemetry",
    commands: RUNS,
    default: true,
    file: "yes",
  },
  // Options of one command.
  serve: {
    kind: "flag",
    summary: "keep the demo site up until Ctrl+C",
    section: "command",
    commands: ["demo"],
    default: false,
    conflicts: "fail",
    file: "once",
  },
  fail: {
    kind: "flag",
    summary: "run a flow that must fail",
    section: "command",
    commands: ["demo"],
    default: false,
    file: "once",
  },
  port: {
    kind: "count",
    minimum: 0,
    maximum: 65_535,
    value: "PORT",
    summary: "of the demo site",
    section: "command",
    commands: ["demo"],
    default: 0,
    shown: "a free one",
    file: "once",
  },
  format: {
    kind: "choice",
    choices: ["text", "json", "markdown", "mermaid"],
    value: "FORMAT",
    summary: "text or json; of a plan also markdown or mermaid",
    section: "command",
    commands: ["validate", "plan", "report"],
    default: "text",
    file: "once",
  },
  check: {
    kind: "flag",
    summary: "write nothing; exit 1 when a file would change",
    section: "command",
    commands: ["fmt"],
    default: false,
    file: "once",
  },
  output: {
    kind: "text",
    value: "FILE",
    summary: "where to write; of bundle a folder or a FILE.tar",
    section: "command",
    commands: ["import", "report", "bundle"],
    letter: { name: "o" },
    variable: null,
    default: null,
    shown: "standard output; qa-rig-bundle",
    file: "once",
  },
  executable: {
    kind: "text",
    value: "FILE",
    summary: "the qa-rig that is bundled",
    section: "command",
    commands: ["bundle"],
    variable: null,
    default: null,
    shown: "this one, when it is compiled",
    file: "once",
  },
  to: {
    kind: "choice",
    choices: ["junit", "html", "ctrf", "tap", "json"],
    value: "FORMAT",
    summary: "of convert: junit, html, ctrf, tap or json",
    section: "command",
    commands: ["report"],
    variable: null,
    default: null,
    file: "once",
  },
  clean: {
    kind: "flag",
    summary: "remove browsers of other versions and left folders",
    section: "command",
    commands: ["doctor"],
    variable: null,
    default: false,
    file: "once",
  },
  list: {
    kind: "choice",
    choices: ["tags", "names", "actions"],
    value: "WHAT",
    summary: "what the script asks for: tags, names or actions",
    section: "command",
    commands: ["completions"],
    variable: null,
    default: null,
    file: "once",
  },
  // Options of the program.
  color: {
    kind: "choice",
    choices: ["auto", "always", "never"],
    value: "WHEN",
    summary: "auto, always or never",
    section: "general",
    commands: ["*", "qa-rig"],
    default: "auto",
    file: "yes",
  },
  stack: {
    kind: "flag",
    summary: "stack traces of faults of qa-rig itself",
    section: "general",
    commands: ["*", "qa-rig"],
    default: false,
    file: "yes",
  },
  help: {
    kind: "flag",
    summary: "print this help",
    section: "general",
    commands: ["*", "qa-rig"],
    letter: { name: "h", value: "true" },
    variable: null,
    default: false,
    file: "once",
  },
  version: {
    kind: "flag",
    summary: "print the version",
    section: "general",
    commands: ["*", "qa-rig"],
    variable: null,
    default: false,
    file: "once",
  },
  licenses: {
    kind: "flag",
    summary: "print the licenses of all that is inside",
    section: "general",
    commands: ["qa-rig"],
    variable: null,
    default: false,
    file: "once",
  },
  json: {
    kind: "flag",
    summary: "as JSON; without a command, of --version",
    section: "general",
    commands: ["qa-rig", "doctor", "telemetry"],
    variable: null,
    default: false,
    file: "once",
  },
} as const satisfies Record<string, OptionEntry>;

/** A name of `OPTIONS`. */
export type OptionName = keyof typeof OPTIONS;

type Widened<T> = T extends string ? string : T extends number ? number : T;

type ValueOf<Entry extends OptionEntry> = Entry extends { readonly kind: "flag" } ? boolean
  : Entry extends { readonly kind: "list" } ? readonly string[]
  : Entry extends { readonly kind: "choice"; readonly choices: readonly (infer Choice)[] }
    ? Choice | (Entry["default"] extends null ? null : never)
  : Entry extends { readonly kind: "count"; readonly default: infer Default } ? number | Widened<Default>
  : Entry extends { readonly kind: "duration" } ? number | null
  : string | Widened<Entry["default"]>;

type CamelCase<Name extends string> = Name extends `${infer Head}-${infer Rest}`
  ? `${Head}${Capitalize<CamelCase<Rest>>}`
  : Name;

/** Every option with its value, by the option's name in camelCase; durations are in milliseconds. */
export type Options = { readonly [Name in OptionName as CamelCase<Name>]: ValueOf<typeof OPTIONS[Name]> };

/** Options that were given somewhere, by name. */
export type GivenOptions = { readonly [Name in OptionName]?: OptionValue };

/** All names, in the order of the table. */
export const OPTION_NAMES = Object.keys(OPTIONS) as readonly OptionName[];

/** The entry of a name, as any entry. */
export function optionEntry(name: OptionName): OptionEntry {
  return OPTIONS[name];
}

/** The names that a command takes; `qa-rig` is the program without a command. */
export function optionsOf(command: string): readonly OptionName[] {
  return OPTION_NAMES.filter((name) => {
    const { commands } = optionEntry(name);
    return commands.includes(command) || (commands.includes("*") && command !== "qa-rig");
  });
}

/** How a flag or option is written: `--base-url`; a flag that is on unless it is refused is `--no-trace-parent`. */
export function optionSwitch(name: OptionName): string {
  const entry = optionEntry(name);
  return entry.kind === "flag" && entry.default ? `--no-${name}` : `--${name}`;
}

/** The environment variable of an option, `null` where it has none. */
export function optionVariable(name: OptionName): string | null {
  const { variable } = optionEntry(name);
  return variable === undefined ? `QA_RIG_${name.replaceAll("-", "_").toUpperCase()}` : variable;
}

/** The key of an option in `qa-rig.yaml`. */
export function optionKey(name: OptionName): string {
  return name.replaceAll("-", "_");
}
