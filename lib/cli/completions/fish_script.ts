import type { CompletedCommand, CompletedOption, CompletedValue, CompletionTable } from "./completion_table.ts";

/** The completions of fish: `qa-rig completions fish | source`. */
export function fishScript({ commands, options }: CompletionTable): string {
  return [
    "# Completions of qa-rig for fish: qa-rig completions fish | source",
    ...commands.flatMap(fishCommand),
    ...options.map(fishOption),
    "",
  ].join("\n");
}

function fishCommand({ name, summary, words }: CompletedCommand): readonly string[] {
  const command = `complete -c qa-rig -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`;
  if (words.length === 0) return [command];
  const seen = `__fish_seen_subcommand_from ${name}; and not __fish_seen_subcommand_from ${words.join(" ")}`;
  return [command, `complete -c qa-rig -n ${quoted(seen)} -f -a ${quoted(words.join(" "))}`];
}

function fishOption({ switches, summary, commands, value }: CompletedOption): string {
  const owners = commands.filter((command) => command !== null);
  const conditions = [
    ...owners.length === 0 ? [] : [`__fish_seen_subcommand_from ${owners.join(" ")}`],
    ...commands.includes(null) ? ["__fish_use_subcommand"] : [],
  ];
  const written = switches.map((name) => name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`);
  // `-x` of `--max-failures` is a switch of its own: no value follows it.
  const names = value === null ? written : written.filter((name) => name !== "-s x");
  return `complete -c qa-rig -n ${quoted(conditions.join("; or "))} ${names.join(" ")}${fishValue(value)} -d ${
    quoted(summary)
  }`;
}

function fishValue(value: CompletedValue | null): string {
  if (value === null) return "";
  switch (value.kind) {
    case "words":
      return ` -x -a ${quoted(value.words.join(" "))}`;
    case "list":
      return ` -x -a ${quoted(`(qa-rig completions --list ${value.list} 2>/dev/null)`)}`;
    case "file":
      return " -r -F";
    case "folder":
      return ` -x -a ${quoted("(__fish_complete_directories)")}`;
    case "text":
      return " -x";
  }
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
