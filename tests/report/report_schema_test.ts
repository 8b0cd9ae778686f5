import Ajv2020 from "npm:ajv@8.20.0/dist/2020.js";
import addFormats from "npm:ajv-formats@3.0.1";
import { eventsJsonSchema } from "../../lib/report/event_schema.ts";
import { reduceEvents } from "../../lib/report/reduce_events.ts";
import { reportJsonSchema } from "../../lib/report/report_schema.ts";
import { assert, assertEquals } from "../assert.ts";
import { SAMPLE_RUNS } from "./sample_runs.ts";

function validator(schema: object) {
  const ajv = new Ajv2020.default({ allErrors: true, strict: true });
  addFormats.default(ajv);
  return ajv.compile(schema);
}

Deno.test("reportJsonSchema() is draft 2020-12 and accepts the report of every sample run", () => {
  assertEquals(reportJsonSchema().$schema, "https://json-schema.org/draft/2020-12/schema");
  const validate = validator(reportJsonSchema());
  for (const [name, events] of Object.entries(SAMPLE_RUNS)) {
    const report = JSON.parse(JSON.stringify(reduceEvents(events)));
    assert(validate(report), `${name}: ${JSON.stringify(validate.errors)}`);
  }
});

Deno.test("reportJsonSchema() refuses a missing key, an unknown key and a wrong type", () => {
  const validate = validator(reportJsonSchema());
  const report = reduceEvents(SAMPLE_RUNS.failed ?? []);
  const { seed: _, ...without } = report;
  assertEquals(validate(without), false);
  assertEquals(validate({ ...report, color: "red" }), false);
  assertEquals(validate({ ...report, duration_ms: "6.1 s" }), false);
});

Deno.test("reportJsonSchema() describes every field", () => {
  const undescribed: string[] = [];
  walk(reportJsonSchema(), "report");
  assertEquals(undescribed, []);

  function walk(schema: object, path: string): void {
    for (const [key, value] of Object.entries(schema)) {
      if (key === "properties") {
        for (const [name, property] of Object.entries(value as { readonly [name: string]: object })) {
          if (!("description" in property)) undescribed.push(`${path}.${name}`);
          walk(property, `${path}.${name}`);
        }
      } else if (typeof value === "object" && value !== null) walk(value, path);
    }
  }
});

Deno.test("eventsJsonSchema() accepts every event of every sample run", () => {
  const validate = validator(eventsJsonSchema());
  for (const event of Object.values(SAMPLE_RUNS).flat()) {
    assert(validate(JSON.parse(JSON.stringify(event))), `${event.type}: ${JSON.stringify(validate.errors)}`);
  }
});
