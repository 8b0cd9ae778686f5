import { type CompletedCommand, type CompletedValue, type CompletionTable, switchesOf } from "./completion_table.ts";
import { valueGroups } from "./value_groups.ts";

/** The completions of PowerShell: `qa-rig completions powershell | Out-String | Invoke-Expression`. */
export function powershellScript(table: CompletionTable): string {
  return `# Completions of qa-rig for PowerShell: qa-rig completions powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName @('qa-rig', 'qa-rig.exe') -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $program = $commandAst.CommandElements[0].ToString()
  $before = @($commandAst.CommandElements | Select-Object -Skip 1 |
    Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
  $previous = if ($before.Count -gt 0) { $before[-1] } else { '' }
  $commands = @(${strings(table.commands.map(({ name }) => name))})
  $command = $before | Where-Object { $commands -ccontains $_ } | Select-Object -First 1
  $words = switch -CaseSensitive ($previous) {
${valueGroups(table).flatMap(powershellValue).join("\n")}
    default {
      switch -CaseSensitive ($command) {
${table.commands.map(powershellCommand).join("\n")}
        default { @(${strings([...table.commands.map(({ name }) => name), ...switchesOf(table.options, null)])}) }
      }
    }
  }
  $words | Where-Object { $_ -and $_.StartsWith($wordToComplete) } | ForEach-Object {
    $text = if ($_ -match '\\s') { "'" + $_.Replace("'", "''") + "'" } else { $_ }
    [System.Management.Automation.CompletionResult]::new($text, $_, 'ParameterValue', $_)
  }
}
`;
}

function powershellCommand({ name, words, switches }: CompletedCommand): string {
  return `        '${name}' { @(${strings([...words, ...switches])}) }`;
}

/** Where nothing is offered, PowerShell itself completes paths. */
function powershellValue(
  { switches, value }: { readonly switches: readonly string[]; readonly value: CompletedValue },
) {
  const offered = powershellWords(value);
  return switches.map((name) => `    '${name}' { ${offered}; break }`);
}

function powershellWords(value: CompletedValue): string {
  switch (value.kind) {
    case "words":
      return `@(${strings(value.words)})`;
    case "list":
      return `@(& $program completions --list ${value.list} 2>$null)`;
    case "file":
    case "folder":
    case "text":
      return "@()";
  }
}

function strings(list: readonly string[]): string {
  return list.map((word) => `'${word.replaceAll("'", "''")}'`).join(", ");
}
