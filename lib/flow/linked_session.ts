import type { z } from "zod";
import type { FlowSession } from "../plan/flow.ts";
import type { FLOW_KEYS } from "./flow_keys.ts";
import type { ReadFile } from "./read_file.ts";
import { milliseconds } from "./step_options.ts";

/** The session of a flow with its part; `null` when it has none or when that is a problem. */
export function linkedSession(file: ReadFile<z.infer<typeof FLOW_KEYS>>, defaultMaxAgeMs: number): FlowSession | null {
  const { keys, written, reader, links, findings, range } = file;
  const session = keys?.session;
  if (session === undefined || typeof session.use !== "string") return null;
  const at = reader.places.valueAt(written, ["session", "use"], range);
  const linked = links.get("part", session.use, { source: reader.source, range: at });
  if (linked === undefined) return null;
  findings.addPart(linked);
  const { part, forbidden } = linked;
  if (part.inputs.length > 0) {
    reader.source.problem(`"${session.use}" has inputs, and nothing gives them to the login of a session`, at);
  }
  if (forbidden.length > 0) {
    reader.source.problem(
      `"${session.use}" cannot be used: it has ${forbidden.map((key) => `"${key}"`).join(", ")}`,
      at,
    );
  }
  return {
    part,
    key: session.key ?? part.specPath,
    maxAgeMs: session.max_age === undefined ? defaultMaxAgeMs : milliseconds(session.max_age),
    valid: session.valid ?? [],
  };
}
