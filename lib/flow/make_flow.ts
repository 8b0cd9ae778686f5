import { type Flow, type FlowSession, makePart } from "../plan/flow.ts";
import { checkFlow, checkPart } from "./check_flow_names.ts";
import type { FlowFile, SharedKeys, SuiteFile } from "./flow_file.ts";
import type { LinkedPart } from "./links.ts";
import { type NameChecker, setByAll } from "./name_checker.ts";
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
    ...typeof keys?.each === "string" ? { eachFile: keys.each } : {},
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
