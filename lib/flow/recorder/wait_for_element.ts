import type { LocatorInput } from "../../actions/locator.ts";
import type { Value } from "../../plan/value.ts";
import { literal } from "./literal.ts";
import { type Line, stepLine } from "./line.ts";
import type { RecordedStep } from "./recording.ts";

/** What a recording waits for: how many elements there are, whether they are visible, what they are like. */
export function waitForElement(step: RecordedStep, locator: LocatorInput): readonly Line[] {
  const element = locator as { readonly [key: string]: Value };
  const { attributes = {}, properties = {} } = step;
  const wished = Object.entries(attributes).map(([name, value]) => [name, literal(value)]);
  return [
    stepLine(...countOf(step, element)),
    ...wished.length === 0 ? [] : [stepLine("expect", { ...element, to_have_attribute: Object.fromEntries(wished) })],
    ...leavesOf(properties, []).map(([path, value]) => {
      const property = path.map((key) => `[${JSON.stringify(key)}]`).join("");
      return stepLine("wait_for", { ...element, script: literal(`el${property} === ${JSON.stringify(value)}`) });
    }),
  ];
}

type Wait = readonly [action: string, input: Value];

/** `visible: false` turns the wish around. */
function countOf(
  { operator = ">=", count = 1, visible = true }: RecordedStep,
  element: { readonly [key: string]: Value },
): Wait {
  switch (operator) {
    case "==":
      return ["expect", { ...element, [visible ? "to_have_count" : "not_to_have_count"]: count }];
    case "<=":
      return visible ? atMost(count, element) : atLeast(count + 1, element);
    case ">=":
      return visible ? atLeast(count, element) : atMost(count - 1, element);
  }
}

function atLeast(count: number, element: { readonly [key: string]: Value }): Wait {
  if (count <= 0) return ["wait_for", { load: "load" }];
  return ["wait_for", count === 1 ? element : { ...element, nth: count - 1 }];
}

function atMost(count: number, element: { readonly [key: string]: Value }): Wait {
  return ["expect", count <= 0 ? { ...element, to_have_count: 0 } : { ...element, nth: count, to_be_hidden: true }];
}

/** `["dataset", "x"]` with the value there, for everything in the properties that is no object itself. */
function leavesOf(value: unknown, path: readonly string[]): readonly (readonly [readonly string[], unknown])[] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}
