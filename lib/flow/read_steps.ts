import { isScalar, type Node } from "yaml";
import type { Action } from "../actions/define_action.ts";
import { ACTIONS, findAction } from "../actions/mod.ts";
import { writeValue } from "../actions/write_locator.ts";
import { maskText } from "../mask/mask_text.ts";
import { didYouMean } from "../near_names.ts";
import { type StepNode, stepNode } from "../plan/step_node.ts";
import type { Written } from "../plan/value.ts";
import { checkInput, type Subject } from "./check_input.ts";
import type { Findings } from "./findings.ts";
import type { Links } from "./links.ts";
import { locatorUses } from "./locator_names.ts";
import type { Entry, Reader } from "./reader.ts";
import { readInput } from "./read_input.ts";
import { keysAt } from "./schema_keys.ts";
import type { Range } from "./source.ts";
import { readStepOptions, STEP_OPTIONS } from "./step_options.ts";
import { addPart, PART_ACTION } from "./use_part.ts";

/** What reading steps needs beside the steps, and what it finds on the way. */
export interface StepScope {
  readonly reader: Reader;
  readonly links: Links;
  readonly findings: Findings;
}

/** Steps of a file, at any depth: each takes about ten kilobytes while it is read, and no attempt has time for so many. */
const MAX_STEPS = 20_000;

/** Reads a list of steps; problems go to the source, and the steps that have none are given. */
export function readSteps(node: Node | null, range: Range, scope: StepScope): readonly StepNode[] {
  const items = scope.reader.itemsOf(node);
  if (items === null) {
    scope.reader.source.problem("expected a list of steps", range, 'begin each step with "- "');
    return [];
  }
  if (items.length === 0) {
    const hint = "a list that does nothing checks nothing: write a step";
    scope.reader.source.problem("expected at least one step, found none", range, hint);
  }
  return items.flatMap((item) => {
    if (scope.reader.source.isFull || isOneTooMany(scope, scope.reader.rangeOf(item, range))) return [];
    const step = readStep(item, scope.reader.rangeOf(item, range), scope);
    if (step === null) scope.findings.addMaybe(item, scope.reader);
    return step ?? [];
  });
}

/** Counts a step; says once that there are too many. */
function isOneTooMany({ reader, findings }: StepScope, range: Range): boolean {
  findings.steps++;
  if (findings.steps === MAX_STEPS + 1) {
    reader.source.problem(`found more than ${MAX_STEPS} steps`, range, "split the flow, or repeat steps in a loop");
  }
  return findings.steps > MAX_STEPS;
}

function readStep(item: Node | null, range: Range, scope: StepScope): StepNode | null {
  const { reader } = scope;
  const entries = reader.entriesOf(item);
  if (entries !== null) return readStepMap(entries, range, scope);
  const resolved = reader.resolve(item);
  if (!isScalar(resolved) || resolved.source === undefined || resolved.source === "") {
    reader.source.problem("a step is empty", range, "write an action, such as: - reload");
    return null;
  }
  const action = findAction(resolved.source);
  if (action === undefined) {
    unknownAction(resolved.source, range, reader);
    return null;
  }
  return makeStep(
    { action, entry: { key: action.name, keyRange: range, node: null, range }, options: [], unknown: [] },
    scope,
  );
}

const OPTION_NAMES = Object.keys(STEP_OPTIONS.shape);

function readStepMap(entries: readonly Entry[], range: Range, scope: StepScope): StepNode | null {
  const { reader } = scope;
  const actions = entries.filter(({ key }) => findAction(key) !== undefined);
  // `screenshot` is both: beside another action it is the option.
  const sure = actions.filter(({ key }) => !OPTION_NAMES.includes(key));
  const [entry, second] = sure.length > 0 ? sure : actions;
  const options = entries.filter((other) => other !== entry && OPTION_NAMES.includes(other.key));
  const unknown = entries.filter(({ key }) => !OPTION_NAMES.includes(key) && findAction(key) === undefined);
  const action = entry === undefined ? undefined : findAction(entry.key);
  if (entry === undefined || action === undefined) {
    noAction(unknown, range, reader);
    return null;
  }
  for (const { key, keyRange } of unknown) unknownKey(key, keyRange, { entry, action, reader });
  if (second !== undefined) {
    const message = `a step has one action, found "${entry.key}" and "${second.key}"`;
    reader.source.problem(message, second.keyRange, 'begin another step with "- "');
  }
  return makeStep({ action, entry, options, unknown: unknown.map(({ key }) => key) }, scope);
}

function noAction(unknown: readonly Entry[], range: Range, reader: Reader): void {
  const [first, ...rest] = unknown;
  if (first === undefined) {
    reader.source.problem("a step has one action, found none", range, "add an action, such as: click: Sign in");
    return;
  }
  unknownAction(first.key, first.keyRange, reader);
  for (const { key, keyRange } of rest) {
    reader.source.problem(`unknown key "${key}" in the step`, keyRange, didYouMean(key, OPTION_NAMES));
  }
}

function unknownAction(name: string, range: Range, reader: Reader): void {
  const near = didYouMean(name, [...Object.keys(ACTIONS), ...OPTION_NAMES]);
  reader.source.problem(`unknown action "${name}"`, range, near);
}

function unknownKey(
  key: string,
  range: Range,
  { entry, action, reader }: { readonly entry: Entry; readonly action: Action<unknown>; readonly reader: Reader },
): void {
  const isInput = keysAt(action.input, []).includes(key);
  const moved = isEmpty(entry)
    ? `indent it more than "${action.name}" to make it part of that`
    : `write it inside "${action.name}"`;
  const hint = isInput ? moved : didYouMean(key, [...OPTION_NAMES, ...Object.keys(ACTIONS)]);
  reader.source.problem(`unknown key "${key}" in the step`, range, hint);
}

function isEmpty({ node }: Entry): boolean {
  return node === null || (isScalar(node) && node.source === "");
}

interface FoundStep {
  readonly action: Action<unknown>;
  /** The action's key with its value. */
  readonly entry: Entry;
  readonly options: readonly Entry[];
  /** Keys of the step that mean nothing there. */
  readonly unknown: readonly string[];
}

function makeStep({ action, entry, options, unknown }: FoundStep, scope: StepScope): StepNode | null {
  const { reader } = scope;
  const { name, options: stepOptions } = readStepOptions(options, entry.keyRange, scope);
  const subject = { ...subjectOf(action, entry), beside: unknown };
  const input = writtenInput({ action, entry }, scope);
  if (input === null) return null;
  if (action.name === PART_ACTION && !addPart(input, { subject, ...scope })) return null;
  const checked = checkInput(action.input, input, { reader, subject });
  scope.findings.addUses(locatorUses(action.input, input, { reader, range: entry.range }));
  if (checked === undefined) return null;
  return stepNode({
    action: action.name,
    title: maskText(name ?? action.title(checked)),
    // The schema has read it, so it is a map; templates inside are still as they were written.
    input: checked as { readonly [key: string]: Written },
    options: stepOptions,
    deadline: action.deadline,
    at: reader.source.place(entry.keyRange),
  });
}

function subjectOf(action: Action<unknown>, { keyRange, range }: Entry): Subject {
  return { name: `"${action.name}"`, at: keyRange, range, example: exampleOf(action) };
}

function exampleOf({ name, example }: Action<unknown>): string {
  const isEmpty = example === null || (typeof example === "object" && Object.keys(example).length === 0);
  return isEmpty ? name : `${name}: ${writeValue(example)}`;
}

/** The input as a map, whatever form it was written in. */
function writtenInput(
  { action, entry }: Pick<FoundStep, "action" | "entry">,
  scope: StepScope,
): Record<string, Written> | null {
  const { reader } = scope;
  const shape = { steps: action.steps ?? [], expressions: action.expressions ?? [] };
  const read = (entries: readonly Entry[]) =>
    readInput(entries, entry.range, { reader, shape, readSteps: (node, range) => readSteps(node, range, scope) });
  const entries = reader.entriesOf(entry.node);
  if (entries !== null) return read(entries);
  if (isEmpty(entry)) return read([]);
  if (action.short !== undefined) return read([{ ...entry, key: action.short }]);
  const example = exampleOf(action);
  reader.source.problem(`"${action.name}" has no short form`, entry.range, `for example: ${example}`);
  return null;
}
