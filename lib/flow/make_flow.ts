import { type Flow, type FlowSession, makePart } from "../plan/flow.ts";
import { Template } from "../plan/template.ts";
import type { FlowFile, SharedKeys, SuiteFile } from "./flow_file.ts";
import type { LinkedPart } from "./links.ts";
import { checkLocatorNames } from "./locator_names.ts";
import { checkLocatorCycles } from "./locator_cycles.ts";
import { NameChecker, type NameScope, setByAll } from "./name_checker.ts";
import { OWN_KEYS } from "./flow_keys.ts";
import { linkedSession } from "./linked_session.ts";

/** Minutes are enough to sign in again, and an hour is what most sites keep a session for. */
const DEFAULT_MAX_AGE_MS = 3_600_000;

/** A flow with the suites above it applied; the outermost suite first. `null` when something in it is a problem. */
export function makeFlow(file: FlowFile, suites: readonly SuiteFile[], specPath: string): MadeFlow {
  const levels: readonly SharedKeys[] = [...suites, file];
  const session = linkedSession(file.file, DEFAULT_MAX_AGE_MS);
  const checker = checkFlow(file, levels, session);
  const complete = levels.every((level) => level.complete && level.source.problems.length === 0);
  return { flow: complete ? flowOf(file, levels, { specPath, session, checker }) : null, functions: checker.functions };
}

/** What comes of a flow file, with the functions that its expressions call. */
export interface MadeFlow {
  readonly flow: Flow | null;
  readonly functions: ReadonlySet<string>;
}

/** A flow file as a part for `use`; names are checked as a part sees them. */
export function makeLinkedPart(
  file: FlowFile,
  specPath: string,
): LinkedPart & { readonly functions: ReadonlySet<string> } {
  const checker = checkPart(file);
  const defines = new Set([
    ...file.vars.map(({ name }) => name),
    ...file.inputs,
    ...setByAll([...file.lists.steps, ...file.lists.finally]),
    ...file.findings.maybe,
  ]);
  return {
    part: makePart({
      ...ownFields(file, specPath),
      secrets: file.secrets,
      vars: file.vars,
      locators: plainLocators([file]),
    }),
    defines,
    envNames: new Set([...checker.envNames, ...file.findings.envNames]),
    forbidden: OWN_KEYS.filter((key) => key in file.file.written),
    functions: checker.functions,
  };
}

function ownFields({ title, inputs, lists }: FlowFile, specPath: string) {
  return { specPath, title: title ?? specPath, inputs, steps: lists.steps, finally: lists.finally };
}

function plainLocators(levels: readonly SharedKeys[]): Flow["locators"] {
  return Object.fromEntries(
    levels.flatMap(({ locators }) => Object.entries(locators).map(([name, { locator }]) => [name, locator])),
  );
}

interface Decided {
  readonly specPath: string;
  readonly session: FlowSession | null;
  readonly checker: NameChecker;
}

function flowOf(file: FlowFile, levels: readonly SharedKeys[], { specPath, session, checker }: Decided): Flow {
  const { keys } = file.file;
  const inner = levels.toReversed();
  return makePart({
    ...ownFields(file, specPath),
    description: keys?.description === undefined ? null : String(keys.description),
    suite: inner.slice(1).find(({ title }) => title !== null)?.title ?? null,
    baseUrl: inner.find(({ baseUrl }) => baseUrl !== null)?.baseUrl ?? null,
    tags: [...new Set(levels.flatMap(({ tags }) => tags))],
    vars: levels.flatMap(({ vars }) => vars),
    secrets: lastByName(levels.flatMap(({ secrets }) => secrets)),
    locators: plainLocators(levels),
    browser: Object.assign({}, ...levels.map(({ browser }) => browser)),
    timeoutMs: inner.find(({ timeoutMs }) => timeoutMs !== null)?.timeoutMs ?? null,
    stepTimeoutMs: inner.find(({ stepTimeoutMs }) => stepTimeoutMs !== null)?.stepTimeoutMs ?? null,
    retries: inner.find(({ retries }) => retries !== null)?.retries ?? null,
    serial: keys?.serial ?? false,
    each: Array.isArray(file.rows) ? file.rows : null,
    session,
    handlers: levels.flatMap(({ handlers }) => handlers),
    before: levels.flatMap(({ lists }) => lists.before),
    after: inner.flatMap(({ lists }) => lists.after),
    envNames: [...new Set([...checker.envNames, ...levels.flatMap(({ findings }) => [...findings.envNames])])],
    at: file.at,
  });
}

/** A later declaration of the same name wins. */
function lastByName<T extends { readonly name: string }>(entries: readonly T[]): readonly T[] {
  return [...new Map(entries.map((entry) => [entry.name, entry])).values()];
}

function checkFlow(file: FlowFile, levels: readonly SharedKeys[], session: FlowSession | null): NameChecker {
  const checker = new NameChecker(scopeOf(file, levels, false), file.source);
  checkTitle(file);
  const known = checkVariables(checker, levels);
  const { steps, finally: last } = file.lists;
  const lists = levels.flatMap((level) => level.lists.before);
  const after = levels.toReversed().flatMap((level) => level.lists.after);
  const start = new Set(known);
  checker.checkSteps(lists, known);
  checker.checkSteps(steps, known);
  const all = allNames(known, levels);
  checkEverywhere(checker, levels, { start, all });
  if (session !== null) {
    checker.check(session.key, start);
    checker.checkSteps(session.valid, new Set(start));
  }
  checker.checkSteps(last, new Set(all));
  checker.checkSteps(after, new Set(all));
  checkLocators(levels, file.source);
  return checker;
}

function checkPart(file: FlowFile): NameChecker {
  const levels = [file];
  const checker = new NameChecker(scopeOf(file, levels, true), file.source);
  checkTitle(file);
  const known = checkVariables(checker, levels, file.inputs);
  const start = new Set(known);
  checker.checkSteps(file.lists.steps, known);
  const all = allNames(known, levels);
  checkEverywhere(checker, levels, { start, all });
  checker.checkSteps(file.lists.finally, all);
  checkLocators(levels, file.source);
  return checker;
}

/** Each variable sees those before it. */
function checkVariables(
  checker: NameChecker,
  levels: readonly SharedKeys[],
  inputs: readonly string[] = [],
): Set<string> {
  const known = new Set(inputs);
  for (const { name, value } of levels.flatMap(({ vars }) => vars)) {
    checker.check(value, known);
    known.add(name);
  }
  return known;
}

/** Everything that may be set at the end. */
function allNames(known: ReadonlySet<string>, levels: readonly SharedKeys[]): Set<string> {
  return new Set([...known, ...capturedBy(levels)]);
}

function capturedBy(levels: readonly SharedKeys[]): ReadonlySet<string> {
  return new Set(levels.flatMap(({ lists }) => setByAll(Object.values(lists).flat())));
}

function checkEverywhere(
  checker: NameChecker,
  levels: readonly SharedKeys[],
  { start, all }: { readonly start: ReadonlySet<string>; readonly all: ReadonlySet<string> },
): void {
  for (const { baseUrl, browser, locators, handlers } of levels) {
    checker.check(baseUrl, start);
    checker.check(browser.http_credentials ?? null, start);
    for (const { passphrase } of browser.client_certificates ?? []) checker.check(passphrase ?? null, start);
    for (const { locator } of Object.values(locators)) checker.check(locator, all);
    for (const { when, steps } of handlers) {
      checker.check(when, all);
      checker.checkSteps(steps, new Set(all));
    }
  }
}

function checkLocators(levels: readonly SharedKeys[], source: SharedKeys["source"]): void {
  const locators = Object.assign({}, ...levels.map((level) => level.locators)) as SharedKeys["locators"];
  checkLocatorNames(levels.flatMap(({ findings }) => findings.locatorUses), Object.keys(locators), source);
  checkLocatorCycles(locators, source);
}

/** The title is needed before any variable has a value. */
function checkTitle({ file, source, rows }: FlowFile): void {
  const title: unknown = file.written["flow"];
  if (!(title instanceof Template)) return;
  for (const { path: [name], at } of title.references) {
    if (name !== "row") source.problem(`the title cannot name "${name}"`, at, "only a value of the row: ${row.name}");
    else if (rows === null) source.problem("there is no row in a flow without rows", at, 'declare rows in "each"');
  }
}

function scopeOf(file: FlowFile, levels: readonly SharedKeys[], isPart: boolean): NameScope {
  const { rows } = file;
  return {
    variables: new Set([...levels.flatMap(({ vars }) => vars.map(({ name }) => name)), ...file.inputs]),
    captured: capturedBy(levels),
    secrets: new Set(levels.flatMap(({ secretNames }) => secretNames)),
    row: isPart || rows === null ? null : rows === "unknown" ? "any" : new Set(rows.flatMap((row) => Object.keys(row))),
    isPart,
    maybe: new Set(levels.flatMap(({ findings }) => [...findings.maybe])),
  };
}
