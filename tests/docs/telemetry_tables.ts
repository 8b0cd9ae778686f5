import { ATTRIBUTES, METRICS } from "../../lib/telemetry/attributes.ts";
import { TELEMETRY_VARIABLES, type TelemetryVariable } from "../../lib/telemetry/telemetry_variables.ts";
import { code, markdownTable } from "./markdown_table.ts";

/** Every environment variable of telemetry. */
export function variableTable(): string {
  const variables: readonly (readonly [string, TelemetryVariable])[] = Object.entries(TELEMETRY_VARIABLES);
  const rows = variables.map(([name, { default: preset, meaning, signals }]) => {
    const forms = signals ? "; also for one signal, as `…_TRACES_…` and `…_METRICS_…`" : "";
    return [code(name), meaning + forms, preset];
  });
  return markdownTable(["variable", "meaning", "default"], rows);
}

/** Every attribute of spans, metric and resource. */
export function attributeTable(): string {
  const rows = Object.entries(ATTRIBUTES).map((
    [name, { on, when, type, meaning }],
  ) => [code(name), on.join(", "), when, type, meaning]);
  return markdownTable(["attribute", "on", "set at", "type", "meaning"], rows);
}

/** Every metric with its buckets. */
export function metricTable(): string {
  const rows = Object.entries(METRICS).map((
    [name, { type, unit, meaning, boundaries }],
  ) => [code(name), type, code(unit), meaning, boundaries.join(", ")]);
  return markdownTable(["metric", "type", "unit", "meaning", "buckets"], rows);
}
