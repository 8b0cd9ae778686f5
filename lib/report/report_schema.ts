import * as z from "zod";
import { RUN, SCHEMA_VERSION } from "../run/result.ts";

/** The JSON Schema (draft 2020-12) of `report.json`; what `qa-rig schema report` prints. */
export function reportJsonSchema(): z.core.JSONSchema.BaseSchema {
  const schema = z.toJSONSchema(RUN, { target: "draft-2020-12" });
  return { ...schema, title: "qa-rig report", description: `report.json, schema_version ${SCHEMA_VERSION}` };
}
