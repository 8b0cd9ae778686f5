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
    ...Object.entries(properties).map(([name, value]) =>
      stepLine("wait_for", { ...element, script: literal(`el[${JSON.stringify(name)}] === ${JSON.stringify(value)}`) })
    ),
  ];
}

type Wait = readonly [action: string, input: Value];

function countOf({ operator, count, visible }: RecordedStep, element: { readonly [key: string]: Value }): Wait {
  if (visible === false) return ["wait_for", { ...element, state: "hidden" }];
  if (operator === undefined && count === undefined) return ["wait_for", element];
  const number = count ?? 1;
  switch (operator ?? ">=") {
    case "==":
      return ["expect", { ...element, ...visible === true ? { visible } : {}, to_have_count: number }];
    case "<=":
      return ["expect", { ...element, nth: number, to_be_hidden: true }];
    case ">=":
      return number === 0 ? ["wait_for", { load: "load" }] : ["wait_for", { ...element, nth: number - 1 }];
    default:
      return ["wait_for", element];
  }
}
