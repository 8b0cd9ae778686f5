import type { CommandEntry } from "./command.ts";

const FLOW_PATHS = "Paths are files, folders (every *.flow.{yaml,yml,json} below) or - for standard input.";

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
  schema: {
    summary: "print a JSON Schema: of a flow file, or of report.json",
    usage: "flow|report",
    about: "Editors with a YAML language server complete and check flow files with it.",
    load: async () => (await import("./commands/schema.ts")).schema,
  },
};
