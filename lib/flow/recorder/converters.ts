import type { LocatorInput } from "../../actions/locator.ts";
import type { Value } from "../../plan/value.ts";
import { chooseLocator, isSelect } from "./choose_locator.ts";
import { commentLine, type ConvertScope, type Line, stepLine } from "./line.ts";
import type { RecordedStep } from "./recording.ts";
import { waitForElement } from "./wait_for_element.ts";

/** Converts one recorded step. */
export type Converter = (step: RecordedStep, scope: ConvertScope) => readonly Line[];

/** How each type of step becomes steps of a flow; keys are joined before, see `joinKeys()`. */
export const CONVERTERS: { readonly [type: string]: Converter } = {
  setViewport: ({ width = 1280, height = 720, ...more }, scope) => [
    stepLine("viewport", { width, height }),
    ...hasDevice(more) ? [commentLine("a touch screen or another pixel ratio: see browser.device", scope)] : [],
  ],
  navigate,
  click,
  doubleClick: (step, scope) => onElement(step, scope, (locator) => [pointer("double_click", locator, scope)]),
  hover: (step, scope) => onElement(step, scope, (locator) => [pointer("hover", locator, scope)]),
  change: (step, scope) => onElement(step, scope, (locator) => [changeLine(step, locator, scope)]),
  scroll,
  waitForElement: (step, scope) => onElement(step, scope, (locator) => waitForElement(step, locator)),
  waitForExpression: ({ expression = "", ...step }, scope) =>
    inDocument(step, scope, (document) => [
      stepLine("wait_for", { ...data(document), script: scope.text(expression) }),
    ]),
  close: () => [{ type: "step", step: "close_page" }],
  emulateNetworkConditions: network,
  customStep: ({ name = "", ...step }, scope) => [
    commentLine(`customStep "${scope.shown(name)}" ${scope.shown(step["parameters"] ?? {})}`, scope),
  ],
};

/** Converts a step of a type that no recording had when this was written. */
export const convertUnknown: Converter = ({ type, ...step }, scope) => [
  commentLine(`unknown step "${scope.shown(type)}" ${scope.shown(step)}`, scope),
];

function onElement(
  step: RecordedStep,
  scope: ConvertScope,
  convert: (locator: LocatorInput) => readonly Line[],
): readonly Line[] {
  const chosen = chooseLocator(step, { isField: scope.isField(step), testIdAttribute: scope.testIdAttribute });
  if (chosen === null) {
    return [commentLine(`${step.type}: no selector can be used of ${scope.shown(step.selectors ?? [])}`, scope)];
  }
  if (!chosen.isSure) scope.warn(`the locator may name another element: ${scope.shown(step.selectors)}`);
  if (chosen.locator.frame !== undefined) scope.warn("the frame is known by its position only: name it by its title");
  return convert(withoutPasswords(chosen.locator, scope));
}

/** A page may show a password, so a locator may hold one. */
function withoutPasswords(locator: LocatorInput, scope: ConvertScope): LocatorInput {
  const entries = Object.entries(locator);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, typeof value === "string" ? scope.withoutPasswords(value) : value]),
  );
}

/** A script in a frame runs in the document of an element there; one in the page needs no locator. */
function inDocument(
  { frame = [], ...step }: RecordedStep,
  scope: ConvertScope,
  convert: (document: LocatorInput) => readonly Line[],
): readonly Line[] {
  return frame.length === 0 ? convert({}) : onElement({ ...step, frame, selectors: ["html"] }, scope, convert);
}

/** A recording says where something is scrolled to, a flow how far. */
function scroll({ x = 0, y = 0, selectors, ...step }: RecordedStep, scope: ConvertScope): readonly Line[] {
  if (selectors !== undefined) {
    return onElement({ ...step, selectors }, scope, (locator) => [
      stepLine("evaluate", { ...data(locator), script: `el.scrollTo(${x}, ${y})` }),
    ]);
  }
  const script = `window.scrollTo(${x}, ${y})`;
  return inDocument(step, scope, (document) => {
    if (document.css !== undefined) return [stepLine("evaluate", { ...data(document), script })];
    return [x === 0 && y === 0 ? stepLine("scroll", "top") : stepLine("evaluate", script)];
  });
}

function navigate({ url = "" }: RecordedStep, scope: ConvertScope): readonly Line[] {
  if (/^(?:https?:|data:|about:blank$)/i.test(url)) return [stepLine("goto", scope.url(url))];
  return [commentLine(`navigate to ${scope.shown(url)}, which no flow may open`, scope)];
}

/** Presses that take longer mean something else, in milliseconds. */
const LONG_PRESS = 350;

function click(step: RecordedStep, scope: ConvertScope): readonly Line[] {
  const { button = "primary", duration = 0, deviceType = "mouse" } = step;
  if (button === "back" || button === "forward") return [{ type: "step", step: button }];
  return onElement(step, scope, (locator) => [
    ...duration >= LONG_PRESS ? [commentLine(`a press of ${duration} ms became a click`, scope)] : [],
    ...deviceType === "mouse" ? [] : [commentLine(`a ${scope.shown(deviceType)} became a mouse`, scope)],
    button === "auxiliary"
      ? pointer("click", { ...locator, button: "middle" } as LocatorInput, scope)
      : pointer(button === "secondary" ? "right_click" : "click", locator, scope),
  ]);
}

function pointer(action: string, locator: LocatorInput, { held }: ConvertScope): Line {
  const modifiers = held.length === 0 ? {} : { modifiers: [...held] };
  return stepLine(action, { ...data(locator), ...modifiers });
}

function changeLine(step: RecordedStep, locator: LocatorInput, scope: ConvertScope): Line {
  const value = scope.text(step.value ?? "");
  return stepLine(isSelect(step) ? "select" : "fill", { ...data(locator), value });
}

function network({ download, upload, latency }: RecordedStep, scope: ConvertScope): readonly Line[] {
  if (download === 0 && upload === 0) return [stepLine("offline", true)];
  const isFree = [download, upload].every((rate) => rate === undefined || rate < 0) && (latency ?? 0) <= 0;
  if (isFree) return [stepLine("offline", false)];
  return [commentLine(`a network of ${download} down, ${upload} up (bytes/s), ${latency} ms latency`, scope)];
}

function hasDevice({ deviceScaleFactor = 1, isMobile = false, hasTouch = false }: Partial<RecordedStep>): boolean {
  return deviceScaleFactor !== 1 || isMobile || hasTouch;
}

/** A locator is data like any other. */
function data(locator: LocatorInput): { readonly [key: string]: Value } {
  return locator as { readonly [key: string]: Value };
}
