import { posix } from "node:path";
import { findAction } from "../../actions/mod.ts";
import { isPart, type Part, type SecretSource } from "../../plan/flow.ts";
import type { PlannedFlow } from "../../plan/plan.ts";
import { isStepNode, type StepNode } from "../../plan/step_node.ts";
import { Template } from "../../plan/template.ts";
import type { SecretOutline, Touches } from "./outline.ts";

/** How an absolute path is shown. */
export type ShowPath = (path: string) => string;

/** What one flow needs of the world, with everything that it uses. */
export function touchesOf(flow: PlannedFlow, showPath: ShowPath): Touches {
  const { steps, parts } = contentsOf(flow);
  const secrets = [...flow.secrets, ...parts.flatMap((part) => part.secrets)];
  const asked = steps.flatMap((step) => findAction(step.action)?.urls?.(step.input) ?? []);
  return {
    hosts: sorted([flow.baseUrl ?? "", ...asked].flatMap(hostsIn)),
    files: sorted([...filesOf(flow, steps, parts), ...secrets.flatMap(secretFile)].map(showPath)),
    secrets: uniqueSecrets(secrets.map((secret) => secretOutline(secret, showPath))),
    environment: sorted([...flow.envNames, ...secrets.flatMap(({ from }) => "env" in from ? [from.env] : [])]),
  };
}

/** What several flows need together. */
export function mergeTouches(all: readonly Touches[]): Touches {
  return {
    hosts: sorted(all.flatMap(({ hosts }) => hosts)),
    files: sorted(all.flatMap(({ files }) => files)),
    secrets: uniqueSecrets(all.flatMap(({ secrets }) => secrets)),
    environment: sorted(all.flatMap(({ environment }) => environment)),
  };
}

/** Every step and every part in a flow, at any depth, each once. */
function contentsOf(flow: PlannedFlow): { readonly steps: readonly StepNode[]; readonly parts: readonly Part[] } {
  const steps: StepNode[] = [];
  const parts: Part[] = [];
  const seen = new Set<object>([flow]);
  for (const value of Object.values(flow)) visit(value);
  return { steps, parts };

  function visit(value: unknown): void {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (isStepNode(value)) steps.push(value);
    if (isPart(value)) parts.push(value);
    for (const child of Object.values(value)) visit(child);
  }
}

/** The host of a URL with its port; of a template as far as it says one, else the template as it is written. */
function hostsIn(url: string | Template): readonly string[] {
  if (url instanceof Template) {
    const host = /^https?:\/\/(?:[^/@]*@)?([^/?#]+)/i.exec(url.source)?.[1];
    if (host !== undefined) return [host];
    return url.source.startsWith("${") ? [url.source.split("/")[0] ?? ""] : [];
  }
  const parsed = URL.parse(url);
  return parsed === null || !/^https?:$/.test(parsed.protocol) ? [] : [parsed.host];
}

function filesOf(flow: PlannedFlow, steps: readonly StepNode[], parts: readonly Part[]): readonly string[] {
  const { storage_state: state, client_certificates: certificates = [] } = flow.browser;
  const named = steps.flatMap(({ action, input, at }) =>
    (findAction(action)?.files?.(input) ?? []).map((path) => beside(at.file, path))
  );
  return [
    flow.specPath,
    ...parts.map(({ specPath }) => specPath),
    ...flow.eachFile === undefined ? [] : [beside(flow.specPath, flow.eachFile)],
    ...state === undefined ? [] : [state],
    ...certificates.flatMap(({ cert, key }) => [cert, key]),
    ...named,
  ];
}

/** A path as a flow file means it: relative to that file. */
function beside(file: string, path: unknown): string {
  const written = String(path).replaceAll("\\", "/");
  return posix.isAbsolute(written) || file === "-" ? written : posix.join(posix.dirname(file), written);
}

function secretFile({ from }: SecretSource): readonly string[] {
  return "file" in from ? [from.file] : [];
}

function secretOutline({ name, from }: SecretSource, showPath: ShowPath): SecretOutline {
  return "env" in from ? { name, env: from.env, file: null } : { name, env: null, file: showPath(from.file) };
}

function uniqueSecrets(secrets: readonly SecretOutline[]): readonly SecretOutline[] {
  const byKey = new Map(secrets.map((secret) => [`${secret.name} ${secret.env} ${secret.file}`, secret]));
  return [...byKey].toSorted(([one], [other]) => one < other ? -1 : 1).map(([, secret]) => secret);
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
