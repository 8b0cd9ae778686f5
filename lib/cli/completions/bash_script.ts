import { type CompletedCommand, type CompletedValue, type CompletionTable, switchesOf } from "./completion_table.ts";
import { valueGroups } from "./value_groups.ts";

/** The completions of bash: `source <(qa-rig completions bash)`. */
export function bashScript(table: CompletionTable): string {
  return `# Completions of qa-rig for bash: source <(qa-rig completions bash)
_qa_rig() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command= at=0 i
  # Bash makes three words of --browser=chromium.
  if [[ $cur == = ]]; then cur=
  elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      ${table.commands.map(({ name }) => name).join("|")}) command=\${COMP_WORDS[i]} at=$i; break ;;
    esac
  done
  case $prev in
${
    valueGroups(table).map(({ switches, value }) => `    ${switches.join("|")}) ${bashValue(value)}; return ;;`).join(
      "\n",
    )
  }
  esac
  case $command in
    "") _qa_rig_words ${words([...table.commands.map(({ name }) => name), ...switchesOf(table.options, null)])} ;;
${table.commands.map(bashCommand).join("\n")}
  esac
}
_qa_rig_words() {
  local word
  for word; do [[ $word == "$cur"* ]] && COMPREPLY+=("$word"); done
}
_qa_rig_list() {
  local line
  while IFS= read -r line; do
    printf -v line %q "$line"
    [[ $line == "$cur"* ]] && COMPREPLY+=("$line")
  done < <("\${COMP_WORDS[0]}" completions --list "$1" 2>/dev/null)
}
_qa_rig_paths() {
  local path
  compopt -o filenames 2>/dev/null
  while IFS= read -r path; do COMPREPLY+=("$path"); done < <(compgen "$1" -- "$cur")
}
complete -F _qa_rig qa-rig
`;
}

function bashCommand({ name, words: first, switches }: CompletedCommand): string {
  const next = first.length === 0 ? "" : `elif ((COMP_CWORD == at + 1)); then _qa_rig_words ${words(first)}; `;
  return `    ${name}) if [[ $cur == -* ]]; then _qa_rig_words ${words(switches)}; ${next}else _qa_rig_paths -f; fi ;;`;
}

function bashValue(value: CompletedValue): string {
  switch (value.kind) {
    case "words":
      return `_qa_rig_words ${words(value.words)}`;
    case "list":
      return `_qa_rig_list ${value.list}`;
    case "file":
      return "_qa_rig_paths -f";
    case "folder":
      return "_qa_rig_paths -d";
    case "text":
      return ":";
  }
}

/** Words of our own tables, which need no quotes. */
function words(list: readonly string[]): string {
  return list.join(" ");
}
