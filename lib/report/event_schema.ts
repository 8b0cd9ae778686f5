import * as z from "zod";
import { MOST_NESTED, type RunEvent } from "../run/event.ts";
import {
  ATTEMPT,
  BROWSER,
  ENVIRONMENT,
  FLOW,
  INSTANT,
  LOGIN,
  PHASES,
  PLACE,
  RECEIPT,
  RUN,
  SCHEMA_VERSION,
  STEP,
  TOOL,
  WARNING,
} from "../run/result.ts";

const at = INSTANT.describe("when, RFC 3339 in UTC");
const flow = z.string().describe("the flow's `id`; in events of steps also that of a login");
const attempt = z.int().describe("from 1");
const exit = RUN.shape.exit;
const path = z.array(z.object({
  index: z.int().describe("from 1 in its list"),
  round: z.int().describe("which run of that list, from 1"),
})).min(1).max(MOST_NESTED + 1).describe("where the step stands in its attempt, from outside in");
const head = FLOW.pick({
  id: true,
  flow: true,
  spec_path: true,
  base_url: true,
  tags: true,
  row: true,
  quarantine: true,
  steps_total: true,
});

const loginHead = LOGIN.pick({
  id: true,
  flow: true,
  spec_path: true,
  needed_by: true,
  attempt: true,
  session: true,
  steps_total: true,
  started_at: true,
  trace_id: true,
  span_id: true,
});

/** One line of `events.jsonl`. */
export const RUN_EVENT: z.ZodType<RunEvent> = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("run_started"),
    at,
    run_id: z.string(),
    tool: TOOL,
    environment: ENVIRONMENT,
    seed: z.int().nullable(),
    shard: RUN.shape.shard,
    telemetry: RECEIPT,
    flows: z.array(head).describe("in plan order"),
  }),
  z.object({ type: z.literal("browser_started"), at, worker: z.int(), browser: BROWSER }),
  z.object({ type: z.literal("flow_started"), at, flow }),
  z.object({
    type: z.literal("attempt_started"),
    at,
    flow,
    attempt,
    attempts_max: z.exactOptional(z.int().describe("how many there may be at most")),
    base_url: z.string().nullable(),
    trace_id: z.string(),
    span_id: z.string(),
  }),
  z.object({ type: z.literal("login_started"), at, login: loginHead }),
  z.object({
    type: z.literal("step_started"),
    at,
    flow,
    attempt,
    phase: z.enum(PHASES),
    path,
    name: z.string(),
    action: z.string(),
    place: z.exactOptional(PLACE),
    iteration: z.exactOptional(z.string().nullable()),
  }),
  z.object({ type: z.literal("step_ended"), at, flow, attempt, path, result: STEP }),
  z.object({ type: z.literal("login_ended"), at, result: LOGIN }),
  z.object({ type: z.literal("attempt_ended"), at, flow, result: ATTEMPT }),
  z.object({ type: z.literal("flow_ended"), at, flow, result: FLOW }),
  z.object({ type: z.literal("warning"), at, flow: flow.nullable(), warning: WARNING }),
  z.object({ type: z.literal("run_ended"), at, duration_ms: RUN.shape.duration_ms, exit }),
  z.object({ type: z.literal("run_closed"), at, exit, telemetry: RECEIPT, redactions: RUN.shape.redactions }),
]);

/** The JSON Schema (draft 2020-12) of one line of `events.jsonl`. */
export function eventsJsonSchema(): z.core.JSONSchema.BaseSchema {
  const schema = z.toJSONSchema(RUN_EVENT, { target: "draft-2020-12" });
  return { ...schema, title: "qa-rig event", description: `One line of events.jsonl, version ${SCHEMA_VERSION}` };
}
