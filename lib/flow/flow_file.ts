import type { z } from "zod";
import type { Place } from "../errors.ts";
import { maskUrl } from "../mask.ts";
import type { BrowserSettings } from "../plan/browser_settings.ts";
import type { Handler, Row, SecretSource, Variable } from "../plan/flow.ts";
import type { StepNode } from "../plan/step_node.ts";
import { Template } from "../plan/template.ts";
import type { Written } from "../plan/value.ts";
import { FLOW_KEYS, SUITE_KEYS } from "./flow_keys.ts";
import type { Findings } from "./findings.ts";
import { linkedBrowser, linkedSecret } from "./linked_paths.ts";
import type { Links } from "./links.ts";
import { type LocatorUse, locatorUses } from "./locator_names.ts";
import { entryOf } from "./places.ts";
import { type ReadFile, readFile } from "./read_file.ts";
import { readRows } from "./read_rows.ts";
import type { Source } from "./source.ts";
import { milliseconds } from "./step_options.ts";

/** What a flow file and a suite say alike; `null` is "not said here". */
export interface SharedKeys {
  readonly source: Source;
  readonly findings: Findings;
  /** Whether everything could be read: a flow is made only of such files, names are checked in any case. */
  readonly complete: boolean;
  readonly title: string | null;
  readonly baseUrl: string | Template | null;
  readonly tags: readonly string[];
  readonly vars: readonly Variable[];
  readonly secrets: readonly SecretSource[];
  /** Also of those whose source is a problem. */
  readonly secretNames: readonly string[];
  readonly locators: { readonly [name: string]: NamedLocator };
  readonly handlers: readonly Handler[];
  readonly browser: BrowserSettings;
  readonly timeoutMs: number | null;
  readonly stepTimeoutMs: number | null;
  readonly retries: number | null;
  /** Lists of steps by their key. */
  readonly lists: { readonly [key in "before" | "steps" | "finally" | "after"]: readonly StepNode[] };
}

/** A locator with a name, and the named ones that it builds on. */
export interface NamedLocator {
  readonly locator: { readonly [key: string]: Written };
  readonly uses: readonly LocatorUse[];
}

/** A flow file that was read, with nothing of its suites. */
export interface FlowFile extends SharedKeys {
  readonly file: ReadFile<z.infer<typeof FLOW_KEYS>>;
  readonly inputs: readonly string[];
  readonly rows: readonly Row[] | "unknown" | null;
  readonly at: Place;
}

/** A suite that was read. */
export type SuiteFile = SharedKeys;

const FLOW_EXAMPLE = "{flow: Sign in, steps: [{goto: /}]}";

/** Reads a flow file; `null` when there is nothing to go on with. Problems go to the source. */
export function readFlowFile(source: Source, links: Links): FlowFile | null {
  const file = readFile(source, { schema: FLOW_KEYS, links, example: FLOW_EXAMPLE });
  if (file === null) return null;
  const { keys, written, reader, range } = file;
  const shared = sharedOf(file, keys?.flow ?? null);
  const inputs = entryOf(written, "inputs");
  const title = reader.places.valueAt(written, ["flow"], range);
  return {
    ...shared,
    file,
    inputs: Array.isArray(inputs) ? inputs.filter((name) => typeof name === "string") : [],
    rows: readRows(file, shared.vars),
    at: source.place(title),
  };
}

/** Reads a suite; `null` when there is nothing to go on with. Problems go to the source. */
export function readSuiteFile(source: Source, links: Links): SuiteFile | null {
  const file = readFile(source, { schema: SUITE_KEYS, links, example: "suite: Shop" });
  return file === null ? null : sharedOf(file, file.keys?.suite ?? null);
}

type AnyKeys = z.infer<typeof FLOW_KEYS> | z.infer<typeof SUITE_KEYS>;

function sharedOf(file: ReadFile<AnyKeys>, title: string | null): SharedKeys {
  const { keys, written, reader, findings } = file;
  return {
    source: reader.source,
    findings,
    complete: keys !== null,
    title: title === null ? null : String(title),
    baseUrl: baseUrlOf(file),
    tags: keys?.tags ?? [],
    vars: variablesOf(file),
    secrets: entriesOf(written, "secrets").flatMap(([name, from]) => linkedSecret(name, from, file) ?? []),
    secretNames: entriesOf(written, "secrets").map(([name]) => name),
    locators: locatorsOf(file),
    handlers: handlersOf(keys),
    browser: keys?.browser === undefined ? {} : linkedBrowser(keys.browser as unknown as BrowserSettings, file),
    timeoutMs: keys?.timeout === undefined ? null : milliseconds(keys.timeout),
    stepTimeoutMs: keys?.step_timeout === undefined ? null : milliseconds(keys.step_timeout),
    retries: keys?.retries ?? null,
    lists: {
      before: stepsOf(written, "before"),
      steps: stepsOf(written, "steps"),
      finally: stepsOf(written, "finally"),
      after: stepsOf(written, "after"),
    },
  };
}

/** The entries of a map at the root, whether its schema liked them or not. */
function entriesOf(written: { readonly [key: string]: Written }, key: string): readonly (readonly [string, Written])[] {
  const map = entryOf(written, key);
  const isMap = typeof map === "object" && map !== null && Object.getPrototypeOf(map) === Object.prototype;
  return isMap ? Object.entries(map) : [];
}

function stepsOf(written: { readonly [key: string]: Written }, key: string): readonly StepNode[] {
  // `readFile()` has parsed the lists of steps, and gives only steps in them.
  return (entryOf(written, key) ?? []) as readonly StepNode[];
}

function variablesOf({ written, reader, range }: ReadFile<AnyKeys>): readonly Variable[] {
  return entriesOf(written, "vars").map(([name, value]) => ({
    name,
    value,
    at: reader.source.place(reader.places.keyAt(written, ["vars"], name) ?? range),
  }));
}

function locatorsOf({ keys, written, reader, range }: ReadFile<AnyKeys>): { readonly [name: string]: NamedLocator } {
  const checked = keys?.locators ?? {};
  return Object.fromEntries(
    entriesOf(written, "locators").map(([name, locator]) => {
      const uses = locatorUses(FLOW_KEYS.shape.locators, { [name]: locator }, { reader, range });
      return [name, { locator: (checked[name] ?? {}) as NamedLocator["locator"], uses }];
    }),
  );
}

function handlersOf(keys: AnyKeys | null): readonly Handler[] {
  return (keys?.handlers ?? []).map(({ when, steps, times }) => ({
    when: when as unknown as Handler["when"],
    steps,
    times: times ?? 1,
  }));
}

function baseUrlOf({ keys, written, reader, range }: ReadFile<AnyKeys>): string | Template | null {
  const url: unknown = keys?.base_url ?? null;
  if (url === null || url instanceof Template) return url;
  if (typeof url !== "string") return null;
  const protocol = URL.parse(url)?.protocol;
  if (protocol !== "http:" && protocol !== "https:") {
    const at = reader.places.valueAt(written, ["base_url"], range);
    reader.source.problem(
      `"base_url": expected an http or https URL, found "${maskUrl(url)}"`,
      at,
      "for example: http://127.0.0.1:4173",
    );
  }
  return url;
}
