import type { Locator } from "playwright";
import { oneLine } from "../one_line.ts";

/** States of an element that a template may name in square brackets. */
export const ARIA_STATES = ["checked", "disabled", "expanded", "level", "pressed", "selected"] as const;

/** A state's value: `checked`, `checked=mixed`, `level=2`. */
export type AriaStates = { readonly [state in typeof ARIA_STATES[number]]?: string | number | boolean };

/** An element of the accessibility tree; a text stands as a string. */
export interface AriaNode {
  readonly role: string;
  readonly name: string;
  readonly states: AriaStates;
  /** `url` of a link, `placeholder` of a field. */
  readonly properties: { readonly [name: string]: string };
  readonly children: readonly (AriaNode | string)[];
}

/** The accessibility tree of an element, below a node `fragment`; rejects when the element is not there in time. */
export async function readAriaTree(element: Locator, limits: { readonly timeout: number }): Promise<AriaNode> {
  return { role: "fragment", name: "", states: {}, properties: {}, children: childrenOf(await read(element, limits)) };
}

async function read(element: Locator, limits: { readonly timeout: number }): Promise<readonly unknown[]> {
  const snapshot = await element.ariaSnapshotJSON(limits);
  return Array.isArray(snapshot) ? snapshot : [];
}

/** A node as Playwright gives it. */
interface Snapshot {
  readonly role: string;
  readonly name?: string;
  readonly text?: string;
  readonly children?: readonly unknown[];
  readonly [property: string]: unknown;
}

function childrenOf(snapshots: readonly unknown[]): readonly (AriaNode | string)[] {
  return snapshots.map((snapshot) => {
    if (typeof snapshot === "string") return oneLine(snapshot);
    const node = snapshot as Snapshot;
    return node.role === "text" ? oneLine(node.text ?? "") : nodeOf(node);
  });
}

function nodeOf({ role, name = "", text, children = [], ...rest }: Snapshot): AriaNode {
  const states = Object.entries(rest).filter(([key]) => isState(key));
  const properties = Object.entries(rest).filter(([key, value]) => !isState(key) && typeof value === "string");
  return {
    role,
    name: oneLine(name),
    states: Object.fromEntries(states) as AriaStates,
    properties: Object.fromEntries(properties) as AriaNode["properties"],
    children: text === undefined ? childrenOf(children) : [oneLine(text), ...childrenOf(children)],
  };
}

function isState(key: string): boolean {
  return (ARIA_STATES as readonly string[]).includes(key);
}
