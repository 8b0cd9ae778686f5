import type { Diagnostic, Place } from "../../errors.ts";
import { Expression } from "../../plan/expression.ts";
import { type Flow, isPart, type Part } from "../../plan/flow.ts";
import { isStepNode, type StepNode } from "../../plan/step_node.ts";
import { Template } from "../../plan/template.ts";
import { setBy } from "../name_checker.ts";

/** What a flow or part declares or sets. */
interface Declaration {
  readonly kind: "variable" | "secret" | "capture";
  readonly name: string;
  readonly at: Place;
}

/** What expressions name, and what steps set, in one flow or part; parts that it uses have a scope of their own. */
interface ScopeUse {
  readonly names: Set<string>;
  readonly secrets: Set<string>;
  readonly steps: StepNode[];
  /** Parts with the variables that are taken from them. */
  readonly uses: { readonly part: Part; readonly outputs: readonly string[] }[];
}

const HINTS = {
  variable: "take it out of vars",
  secret: "take it out of secrets: a run needs its value all the same",
  capture: "take the step out, or use what it sets",
} as const;

/**
 * Warnings of variables, secrets and captures that nothing names. `isWhole` says of a suite whether every flow below it
 * is among these: only then it is known that none uses what it declares.
 */
export function unusedNames(flows: readonly Flow[], isWhole: (suite: string) => boolean): readonly Diagnostic[] {
  const declared = new Map<string, Declaration>();
  const used = new Set<string>();
  const parts = new Map<Part, Set<string>>();
  for (const flow of flows) addFlow(flow);
  for (const [part, outputs] of parts) addScope(part, usesIn(part), outputs);
  return [...declared].filter(([key]) => !used.has(key)).map(([, declaration]) => warningOf(declaration));

  function addFlow(flow: Flow): void {
    const own = new Set([flow.specPath]);
    addScope(flow, usesIn(flow), new Set(), (file) => own.has(file) || isWhole(file));
  }

  function addScope(
    part: Part,
    { names, secrets, steps, uses }: ScopeUse,
    outputs: ReadonlySet<string>,
    isKnown: (file: string) => boolean = () => true,
  ): void {
    for (const use of uses) addPart(use);
    const all: readonly Declaration[] = [
      ...part.vars.map(({ name, at }) => ({ kind: "variable" as const, name, at })),
      ...part.secrets.map(({ name, at }) => ({ kind: "secret" as const, name, at })),
      ...steps.flatMap((step) => setBy(step).map((name) => ({ kind: "capture" as const, name, at: step.at }))),
    ];
    for (const declaration of all.filter(({ at }) => isKnown(at.file))) {
      const { kind, name, at } = declaration;
      const key = `${at.file}:${at.line}:${at.column} ${kind} ${name}`;
      declared.set(key, declaration);
      if (kind === "secret" ? secrets.has(name) : names.has(name) || outputs.has(name)) used.add(key);
    }
  }

  /** A part may be used by parts that come later: its scope is looked at when all outputs are known. */
  function addPart({ part, outputs }: ScopeUse["uses"][number]): void {
    const known = parts.get(part);
    if (known === undefined) {
      parts.set(part, new Set(outputs));
      for (const use of usesIn(part).uses) addPart(use);
    } else for (const name of outputs) known.add(name);
  }
}

function usesIn(part: Part): ScopeUse {
  const found: ScopeUse = { names: new Set(), secrets: new Set(), steps: [], uses: [] };
  for (const [key, value] of Object.entries(part)) if (key !== "secrets") visit(value);
  return found;

  function visit(value: unknown): void {
    if (value instanceof Template) return value.parts.forEach(visit);
    if (value instanceof Expression) return addReferences(value);
    if (typeof value !== "object" || value === null) return;
    if (isPart(value)) {
      found.uses.push({ part: value, outputs: [] });
      return;
    }
    if (isStepNode(value)) return visitStep(value);
    Object.values(value).forEach(visit);
  }

  function visitStep(step: StepNode): void {
    const { part, outputs, ...input } = step.input;
    found.steps.push(step);
    if (isPart(part)) found.uses.push({ part, outputs: Array.isArray(outputs) ? outputs.map(String) : [] });
    Object.values(isPart(part) ? input : step.input).forEach(visit);
    Object.values(step.options).forEach(visit);
  }

  function addReferences({ references }: Expression): void {
    for (const { path: [name = "", member] } of references) {
      if (name === "secrets" && member !== undefined) found.secrets.add(member);
      else found.names.add(name);
    }
  }
}

function warningOf({ kind, name, at }: Declaration): Diagnostic {
  return { message: `Unused ${kind} "${name}": no expression names it`, at, hint: HINTS[kind] };
}
