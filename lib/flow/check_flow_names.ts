import type { FlowSession } from "../plan/flow.ts";
import { Template } from "../plan/template.ts";
import type { FlowFile, SharedKeys } from "./flow_file.ts";
import { checkLocatorCycles } from "./locator_cycles.ts";
import { checkLocatorNames } from "./locator_names.ts";
import { NameChecker, type NameScope, setByAll } from "./name_checker.ts";

/** Checks every name in a flow with its suites, the outermost first; problems go to the source of the flow. */
export function checkFlow(file: FlowFile, levels: readonly SharedKeys[], session: FlowSession | null): NameChecker {
  const checker = new NameChecker(scopeOf(file, levels, false), file.source);
  checkTitle(file, checker);
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
    checker.check(session.given, start);
    checker.checkSteps(session.valid, new Set(start));
  }
  checker.checkSteps(last, new Set(all));
  checker.checkSteps(after, new Set(all));
  checkLocators(levels, file.source);
  return checker;
}

/** Checks every name in a part, which sees nothing but what it is given. */
export function checkPart(file: FlowFile): NameChecker {
  const levels = [file];
  const checker = new NameChecker(scopeOf(file, levels, true), file.source);
  checkTitle(file, checker);
  checkInputs(file);
  const known = checkVariables(checker, levels, file.inputs);
  const start = new Set(known);
  checker.checkSteps(file.lists.steps, known);
  const all = allNames(known, levels);
  checkEverywhere(checker, levels, { start, all });
  checker.checkSteps(file.lists.finally, all);
  checkLocators(levels, file.source);
  return checker;
}

/** A value from outside would be replaced by the file's own without a word. */
function checkInputs({ inputs, vars, source }: FlowFile): void {
  for (const { name, at } of vars) {
    if (inputs.includes(name)) source.problem(`"${name}" is an input already`, at, "take one of the two out");
  }
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
function checkTitle({ file, source }: FlowFile, checker: NameChecker): void {
  const title: unknown = file.written["flow"];
  if (!(title instanceof Template)) return;
  const others = title.references.filter(({ path: [name] }) => name !== "row");
  for (const { path: [name], at } of others) {
    source.problem(`the title cannot name "${name}"`, at, "only a value of the row: ${row.name}");
  }
  if (others.length === 0) checker.check(title, new Set());
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
