import { parse } from "yaml";
import { ActionError } from "../action_error.ts";
import { oneLine } from "../one_line.ts";
import { linearPattern, parsePattern } from "../pattern.ts";
import { ARIA_STATES, type AriaStates } from "./aria_node.ts";

/** A text of a template: what a text must be, or look like. */
export type TextTest = (text: string) => boolean;

/** An element that a template describes; what it does not say may be anything. */
export interface AriaTemplate {
  readonly role: string;
  readonly name: TextTest | null;
  readonly states: AriaStates;
  readonly properties: { readonly [name: string]: TextTest };
  readonly children: readonly (AriaTemplate | TextTest)[];
  /** `true`: exactly these children, `false`: these in order, others may stand between. */
  readonly isWhole: boolean;
  /** For messages. */
  readonly source: string;
}

/**
 * Reads a template in the notation of Playwright's `ariaSnapshot()`: a YAML list of `role "name" [state]`, with `/…/`
 * for patterns and `/children: equal`, `/url: …` among the children. Throws `ActionError` (`flow_file`).
 */
export async function parseAriaTemplate(source: string): Promise<AriaTemplate> {
  try {
    const items: unknown = parse(source, { schema: "failsafe" });
    if (!Array.isArray(items)) throw new SyntaxError('expected a list, one element a line: - button "Add"');
    const root = await readElement("fragment", items);
    const [only] = root.children;
    // One element may stand anywhere in the tree, several stand side by side.
    return root.children.length === 1 && !root.isWhole && typeof only === "object" ? only : root;
  } catch (error) {
    if (error instanceof ActionError) throw error;
    const [reason] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new ActionError("flow_file", `Cannot read the aria template: ${reason}`, { cause: error });
  }
}

async function readElement(key: string, items: readonly unknown[]): Promise<AriaTemplate> {
  const { role, name, states } = readKey(key);
  const children: (AriaTemplate | TextTest)[] = [];
  const properties: Record<string, TextTest> = {};
  let isWhole = false;
  for (const item of items) {
    for (const { key, value } of entriesOf(item)) {
      if (key === "/children") isWhole = wholeOf(value);
      else if (key.startsWith("/")) properties[key.slice(1)] = await textTest(String(value));
      else if (key === "text") children.push(await textTest(String(value)));
      else children.push(await readElement(key, Array.isArray(value) ? value : textItem(value)));
    }
  }
  return {
    role,
    name: name === null ? null : await textTest(name),
    states,
    properties,
    children,
    isWhole,
    source: key,
  };
}

/** `- listitem: Teapot` is a list item with one text. */
function textItem(value: unknown): readonly unknown[] {
  if (value === null || value === "") return [];
  return [{ text: value }];
}

function entriesOf(item: unknown): readonly { readonly key: string; readonly value: unknown }[] {
  if (typeof item === "string") return [{ key: item, value: null }];
  if (typeof item !== "object" || item === null) {
    throw new SyntaxError(`expected a role, found ${JSON.stringify(item)}`);
  }
  return Object.entries(item).map(([key, value]) => ({ key, value }));
}

function wholeOf(value: unknown): boolean {
  if (value === "contain" || value === "equal") return value === "equal";
  throw new SyntaxError(`expected /children: contain or equal, found ${JSON.stringify(value)}`);
}

const KEY = /^([a-z]+)(?:\s+("(?:[^"\\]|\\.)*"|\/.+\/[imsu]*))?((?:\s*\[[a-z]+(?:=[a-z0-9]+)?\])*)\s*$/;

/** `heading "Cart" [level=2]` */
function readKey(key: string): { readonly role: string; readonly name: string | null; readonly states: AriaStates } {
  const match = KEY.exec(key);
  if (match === null) throw new SyntaxError(`expected role "name" [state], found ${JSON.stringify(key)}`);
  const [, role = "", name, states = ""] = match;
  return {
    role,
    name: name === undefined ? null : name.startsWith("/") ? name : JSON.parse(name),
    states: Object.fromEntries([...states.matchAll(/\[([a-z]+)(?:=([a-z0-9]+))?\]/g)].map(readState)),
  };
}

function readState(
  [written, state = "", value = "true"]: RegExpExecArray,
): readonly [string, string | number | boolean] {
  if (!(ARIA_STATES as readonly string[]).includes(state)) {
    throw new SyntaxError(`expected one of ${ARIA_STATES.join(", ")}, found ${written}`);
  }
  if (state === "level") return [state, Number(value)];
  return [state, value === "true" ? true : value === "false" ? false : value];
}

/** Linear, because our own process compares. */
async function textTest(written: string): Promise<TextTest> {
  if (parsePattern(written) === null) {
    const wanted = oneLine(written);
    return (text) => text === wanted;
  }
  const pattern = await linearPattern(written);
  return (text) => pattern.match(text) !== null;
}
