import { Document, type Node, type YAMLSeq } from "yaml";
import { FlowFileError } from "../../errors.ts";
import { writeDuration } from "../../duration.ts";
import { maskText } from "../../mask/mask_text.ts";
import type { Value } from "../../plan/value.ts";
import { writeFlow } from "../format/format_flow.ts";
import { convertSteps, TEST_ID_ATTRIBUTE } from "./convert_steps.ts";
import type { Line } from "./line.ts";
import { literal } from "./literal.ts";
import { problemsIn } from "./problems_in.ts";
import { RECORDING, type Recording } from "./recording.ts";
import { type TypedSecret, typedSecrets } from "./typed_secrets.ts";

/** A flow file made from a recording, and what the person should know about it. */
export interface ImportedFlow {
  readonly text: string;
  readonly warnings: readonly string[];
}

/** Makes a flow file from a recording of Chrome DevTools; throws `FlowFileError` when it is none. */
export function importRecording(text: string, file: string): ImportedFlow {
  const recording = readRecording(text, file);
  const secrets = typedSecrets(recording.steps);
  const { lines, baseUrl, warnings } = convertSteps(recording, secrets);
  const [first] = lines;
  // The size of the window is a setting of the whole flow when it comes first.
  const viewport = first?.type === "step" && typeof first.step === "object" ? first.step["viewport"] : undefined;
  const { selectorAttribute: attribute = TEST_ID_ATTRIBUTE } = recording;
  const browser = {
    ...viewport === undefined ? {} : { viewport },
    ...attribute === TEST_ID_ATTRIBUTE ? {} : { test_id_attribute: attribute },
  };
  const wished = {
    flow: literal(maskText(recording.title?.trim() || "Recorded flow")),
    ...baseUrl === null ? {} : { base_url: baseUrl },
    ...secrets.length === 0 ? {} : { secrets: secretsMap(secrets) },
    ...Object.keys(browser).length === 0 ? {} : { browser },
    ...recording.timeout === undefined ? {} : { step_timeout: writeDuration(recording.timeout) },
  };
  const { head, left } = validHead(wished);
  const written = lines.slice(viewport === undefined ? 0 : 1).map((line) => validLine(line, head));
  const flow = writeFlow(documentOf(head, written.map(({ line }) => line)));
  const [problem] = problemsIn(flow);
  if (problem !== undefined) throw refused(file, `what can be expressed of it is no flow: ${problem}`);
  const dropped = written.flatMap(({ warning }) => warning ?? []);
  return { text: flow, warnings: [...warnings, ...left, ...dropped, ...secrets.map(secretWarning)] };
}

type Head = { readonly [key: string]: Value };

/** The keys of the flow that are valid by themselves, and what is said of those that are not. */
function validHead(wished: Head): { readonly head: Head; readonly left: readonly string[] } {
  const left: string[] = [];
  const entries = Object.entries(wished).filter(([key, value]) => {
    if (key === "flow") return true;
    const [problem] = problemsIn(writeFlow(documentOf({ flow: "x", [key]: value }, [ANY_STEP])));
    if (problem !== undefined) left.push(`"${key}" is left out: ${problem}`);
    return problem === undefined;
  });
  return { head: Object.fromEntries(entries), left };
}

const ANY_STEP: Line = { type: "step", step: "reload" };

/** A step that is valid by itself, else a comment that says why it is not. */
function validLine(line: Line, head: Head): { readonly line: Line; readonly warning?: string } {
  if (line.type === "comment") return { line };
  const [problem] = problemsIn(writeFlow(documentOf({ ...head, flow: "x" }, [line])));
  if (problem === undefined) return { line };
  const [action] = typeof line.step === "string" ? [line.step] : Object.keys(line.step);
  const text = `${action}: ${problem}`;
  return { line: { type: "comment", text }, warning: `A step is left out: ${text}` };
}

function readRecording(text: string, file: string): Recording {
  const parsed = RECORDING.safeParse(jsonOf(text, file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? "" : `"${issue.path.join(".")}": `;
  throw refused(file, `${where}${(issue?.message ?? "invalid").replace(/^Invalid input: /, "")}`);
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The reason would quote the recording, in which there may be a password.
    throw refused(file, "it is no JSON");
  }
}

function refused(file: string, reason: string): FlowFileError {
  return new FlowFileError([{
    message: `Cannot import "${file}": ${reason}`,
    at: null,
    hint: "in the Recorder panel of Chrome DevTools, export the recording as JSON",
  }]);
}

function secretsMap(secrets: readonly TypedSecret[]): Value {
  return Object.fromEntries(secrets.map(({ name, variable }) => [name, { env: variable }]));
}

function secretWarning({ name, variable, found }: TypedSecret): string {
  return `${found}: it became \${secrets.${name}}, set ${variable} before a run`;
}

/** The steps of a comment stand behind it, or nothing when it is the last. */
function documentOf(head: { readonly [key: string]: Value }, lines: readonly Line[]): Document {
  const document = new Document({ ...head, steps: [] });
  const steps = document.get("steps") as YAMLSeq<Node>;
  let comments: string[] = [];
  for (const line of lines) {
    if (line.type === "comment") comments.push(commentText(line.text));
    else {
      const node = document.createNode(line.step) as Node;
      if (comments.length > 0) node.commentBefore = comments.join("\n");
      comments = [];
      steps.add(node);
    }
  }
  if (comments.length > 0) steps.comment = comments.join("\n");
  return document as Document;
}

function commentText(text: string): string {
  return ` not expressed: ${text.replaceAll(/\s+/g, " ")}`;
}
