import type { z } from "zod";
import type { FlowSession } from "../plan/flow.ts";
import { type StepNode, stepNode } from "../plan/step_node.ts";
import type { Written } from "../plan/value.ts";
import type { FLOW_KEYS } from "./flow_keys.ts";
import type { ReadFile } from "./read_file.ts";
import { milliseconds, NO_OPTIONS } from "./step_options.ts";
import { checkGiven } from "./use_part.ts";

type FlowRoot = ReadFile<z.infer<typeof FLOW_KEYS>>;

/** The session of a flow with its part; `null` when it has none or when that is a problem. */
export function linkedSession(file: FlowRoot, defaultMaxAgeMs: number): FlowSession | null {
  const { keys, written, reader, links, findings, range } = file;
  const session = keys?.session;
  if (session === undefined || typeof session.use !== "string") return null;
  const at = reader.places.valueAt(written, ["session", "use"], range);
  const linked = links.get("part", session.use, { source: reader.source, range: at });
  if (linked === undefined) return null;
  findings.addPart(linked);
  const { part, forbidden } = linked;
  const given = (session.with ?? {}) as FlowSession["given"];
  checkGiven(given, linked, {
    reader,
    user: "session",
    at,
    keyAt: (name) => reader.places.keyAt(written, ["session", "with"], name) ?? at,
  });
  if (forbidden.length > 0) {
    reader.source.problem(
      `"${session.use}" cannot be used: it has ${forbidden.map((key) => `"${key}"`).join(", ")}`,
      at,
    );
  }
  return {
    part,
    given,
    key: session.key ?? part.specPath,
    maxAgeMs: session.max_age === undefined ? defaultMaxAgeMs : milliseconds(session.max_age),
    valid: [...checkSteps(session.valid_when, file), ...session.valid ?? []],
    envNames: [...linked.envNames],
  };
}

type ValidWhen = NonNullable<NonNullable<FlowRoot["keys"]>["session"]>["valid_when"];

/** The steps that look for the element of `valid_when`. */
function checkSteps(check: ValidWhen, { reader, written, range }: FlowRoot): readonly StepNode[] {
  if (check === undefined) return [];
  const at = reader.source.place(reader.places.keyAt(written, ["session"], "valid_when") ?? range);
  const step = (fields: Pick<StepNode, "action" | "title" | "deadline">, input: { readonly [key: string]: Written }) =>
    stepNode({ ...fields, input, options: NO_OPTIONS.options, at });
  return [
    step({ action: "goto", title: "open the page of valid_when", deadline: "navigation" }, { url: check.url ?? "/" }),
    step(
      { action: "expect", title: "expect what valid_when names", deadline: "check" },
      { ...check.visible as { readonly [key: string]: Written }, to_be_visible: true },
    ),
  ];
}
