import { EXIT_CODES } from "../../lib/exit_code.ts";
import { reportFields } from "../../lib/report/report_fields.ts";
import { actionTable } from "./action_table.ts";
import {
  browserKeyTable,
  flowKeyTable,
  locatorTable,
  matcherTable,
  stepKeyTable,
  triggerTable,
} from "./language_tables.ts";
import { code, markdownTable } from "./markdown_table.ts";
import { commandTable, optionTables } from "./option_tables.ts";
import { attributeTable, metricTable, variableTable } from "./telemetry_tables.ts";

/** Every generated part of the README by the name in its marker. */
export const GENERATED_PARTS: { readonly [name: string]: () => string } = {
  "flow keys": flowKeyTable,
  "browser keys": browserKeyTable,
  "step keys": stepKeyTable,
  triggers: triggerTable,
  locators: locatorTable,
  matchers: matcherTable,
  actions: actionTable,
  commands: commandTable,
  options: optionTables,
  "exit codes": exitCodeTable,
  "report fields": () => reportFields().trimEnd(),
  "telemetry variables": variableTable,
  "telemetry attributes": attributeTable,
  "telemetry metrics": metricTable,
};

function exitCodeTable(): string {
  const rows = Object.entries(EXIT_CODES).map(([reason, { code: number, meaning }]) => [
    code(String(number)),
    code(reason),
    meaning,
  ]);
  return markdownTable(["exit code", "reason", "meaning"], rows);
}
