import {
  type CompletedCommand,
  type CompletedOption,
  type CompletedValue,
  type CompletionTable,
} from "./completion_table.ts";
import { valueGroups } from "./value_groups.ts";

/** The completions of zsh: a file `_qa-rig` in `fpath`, or `source <(qa-rig completions zsh)` after `compinit`. */
export function zshScript(table: CompletionTable): string {
  return `#compdef qa-rig
# Completions of qa-rig for zsh: source <(qa-rig completions zsh), after compinit
_qa_rig() {
  local prev=\${words[CURRENT-1]} command= at=0 i
  local -a items
  if [[ \${words[CURRENT]} == --*=* ]]; then
    prev=\${words[CURRENT]%%=*}
    compset -P '*='
  fi
  for ((i = 2; i < CURRENT; i++)); do
    case \${words[i]} in
      (${table.commands.map(({ name }) => name).join("|")}) command=\${words[i]} at=$i; break ;;
    esac
  done
  case $prev in
${
    valueGroups(table).map(({ switches, value }) => `    (${switches.join("|")}) ${zshValue(value)}; return ;;`).join(
      "\n",
    )
  }
  esac
  case $command in
    ("") items=(${described([...table.commands, ...optionsOf(table, null)])}); _describe command items ;;
${table.commands.map((command) => zshCommand(command, table)).join("\n")}
  esac
}
_qa_rig_list() {
  local -a items=(\${(f)"$("\${(Q)words[1]}" completions --list $1 2>/dev/null)"})
  compadd -a items
}
if [[ \${funcstack[1]} == _qa_rig ]]; then _qa_rig "$@"; else compdef _qa_rig qa-rig; fi
`;
}

function zshCommand({ name, words }: CompletedCommand, table: CompletionTable): string {
  const next = words.length === 0 ? "" : `elif ((CURRENT == at + 1)); then compadd -- ${words.join(" ")}; `;
  const options = `items=(${described(optionsOf(table, name))}); _describe option items`;
  return `    (${name}) if [[ \${words[CURRENT]} == -* ]]; then ${options}; ${next}else _files; fi ;;`;
}

interface Described {
  readonly name: string;
  readonly summary: string;
}

function optionsOf({ options }: CompletionTable, command: string | null): readonly Described[] {
  const own = options.filter(({ commands }: CompletedOption) => commands.includes(command));
  return own.flatMap(({ switches, summary }) => switches.map((name) => ({ name, summary })));
}

function described(entries: readonly Described[]): string {
  return entries.map(({ name, summary }) => `'${name}:${summary.replaceAll("'", "'\\''")}'`).join(" ");
}

function zshValue(value: CompletedValue): string {
  switch (value.kind) {
    case "words":
      return `compadd -- ${value.words.join(" ")}`;
    case "list":
      return `_qa_rig_list ${value.list}`;
    case "file":
      return "_files";
    case "folder":
      return "_files -/";
    case "text":
      return ":";
  }
}
