import type { CommandEntry } from "./command.ts";

const FLOW_PATHS = "Paths are files, folders (every *.flow.{yaml,yml,json} below) or - for standard input.";

const REPORT_HELP = `Subcommands
  show [report]            print a report as the run did
  open [report]            open it as a page; its path is printed in any case
  convert [report] --to F  write it as junit, html, ctrf, tap or json
  merge REPORT REPORT…     make one report of the shards of a run
  diff OLD NEW             newly failed and fixed flows, slower and faster steps
  rebuild [events.jsonl]   make report.json again after a run was killed
  validate [report]        check it against its schema

A report is a report.json or its folder, by default the output folder; - is standard input.`;

const DOCTOR_HELP =
  `Each line is ok, a warning or a problem, with what to do about it; exit code 4 when there is a problem.
A browser is really started. With telemetry on, the collector gets an empty export.`;

const BUNDLE_HELP = `${FLOW_PATHS.replace(" or - for standard input", "")}
A folder or a tar with the executable, the flows and all that they refer to, qa-rig.yaml, SHA256SUMS and a run.sh.
Secrets, private keys and env files stay out. The bundle has checked its own flows before it is there.`;

const TELEMETRY_HELP = `Subcommands
  status         print every setting and the variable that it comes from; nothing is sent
  test           send the spans of one flow with one step and a data point, and print the receipt
  push [report]  send the spans of a report with their ids and times, such as of a run without a network

test and push send also where telemetry is not turned on; exit code 5 when not all was accepted. A report of a run without
telemetry has no ids: push makes new ones and prints them. The metric is not pushed.`;

const COMPLETIONS_HELP = `  bash        source <(qa-rig completions bash)
  zsh         source <(qa-rig completions zsh)
  fish        qa-rig completions fish | source
  powershell  qa-rig completions powershell | Out-String | Invoke-Expression

Put the line into the shell's own start-up file. Tags and names are those of flows below the working folder.`;

/** Every command by its name; a command's file is loaded when it runs. */
export const COMMANDS: { readonly [name: string]: CommandEntry } = {
  run: {
    summary: "run flows",
    usage: "[paths…] [options]",
    about: FLOW_PATHS,
    load: async () => (await import("./commands/run.ts")).run,
  },
  demo: {
    summary: "run the built-in flows against the built-in site",
    usage: "[options]",
    about: "The site is a small shop on a free port of this machine; it ends with the run.",
    load: async () => (await import("./commands/demo.ts")).demo,
  },
  validate: {
    summary: "check flow files without running them",
    usage: "[paths…] [options]",
    about: FLOW_PATHS,
    load: async () => (await import("./commands/validate.ts")).validate,
  },
  plan: {
    summary: "print what would run, and what it touches",
    usage: "[paths…] [options]",
    about: `${FLOW_PATHS}\nNothing is run, and no value of the environment or of a secret is read.`,
    load: async () => (await import("./commands/plan.ts")).plan,
  },
  fmt: {
    summary: "rewrite flow files in canonical form, comments kept",
    usage: "[paths…] [options]",
    about: `${FLOW_PATHS}\nStandard input is written to standard output.`,
    load: async () => (await import("./commands/fmt.ts")).fmt,
  },
  init: {
    summary: "write a first flow, its schema, options, a CI workflow",
    usage: "[folder]",
    about: "A file that is there stays as it is. The flow runs against the demo site.",
    load: async () => (await import("./commands/init.ts")).init,
  },
  import: {
    summary: "make a flow file from a Chrome DevTools recording",
    usage: "recording.json [options]",
    about: "The Recorder panel exports it as JSON. - is standard input.",
    load: async () => (await import("./commands/import.ts")).importFlow,
  },
  report: {
    summary: "show, open, convert, merge, compare, rebuild or check reports",
    usage: "show|open|convert|merge|diff|rebuild|validate [paths…] [options]",
    about: REPORT_HELP,
    load: async () => (await import("./commands/report.ts")).report,
  },
  schema: {
    summary: "print a JSON Schema: of a flow file, or of report.json",
    usage: "flow|report",
    about: "Editors with a YAML language server complete and check flow files with it.",
    load: async () => (await import("./commands/schema.ts")).schema,
  },
  doctor: {
    summary: "check whether flows can run on this machine",
    usage: "[options]",
    about: DOCTOR_HELP,
    load: async () => (await import("./commands/doctor.ts")).doctor,
  },
  bundle: {
    summary: "pack flows and qa-rig for a machine without a network",
    usage: "[paths…] [options]",
    about: BUNDLE_HELP,
    load: async () => (await import("./commands/bundle.ts")).bundle,
  },
  telemetry: {
    summary: "show what is understood of telemetry, try it, send it later",
    usage: "status|test|push [report] [options]",
    about: TELEMETRY_HELP,
    load: async () => (await import("./commands/telemetry.ts")).telemetry,
  },
  completions: {
    summary: "print the completions of a shell",
    usage: "bash|zsh|fish|powershell",
    about: COMPLETIONS_HELP,
    load: async () => (await import("./commands/completions.ts")).completions,
  },
};
