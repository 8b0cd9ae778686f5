import * as z from "zod";
import { given } from "./given.ts";
import { choice, flag, integer, number, oneOrList } from "./scalar.ts";

/** What actions with the pointer have in common. */
export interface PointerInput {
  readonly position?: Position;
  readonly force?: boolean;
  readonly modifiers?: Modifier | readonly Modifier[];
  readonly button?: "left" | "middle" | "right";
  readonly count?: number;
}

/** A place in an element, in pixels from its top left corner. */
export interface Position {
  readonly x: number;
  readonly y: number;
}

/** A key that is held during an action; `ControlOrMeta` is Meta on macOS, Control elsewhere. */
export type Modifier = "Alt" | "Control" | "ControlOrMeta" | "Meta" | "Shift";

/** A place in an element. */
export const positionKey = {
  position: z.exactOptional(
    z.strictObject({ x: number(-1e6, 1e6), y: number(-1e6, 1e6) }).describe(
      "{x, y} in pixels from the element's top left corner",
    ),
  ),
};

/** Skips Playwright's own wait. */
export const forceKey = {
  force: z.exactOptional(flag().describe("true: do not wait until the element can be acted on")),
};

/** Keys that are held. */
export const modifiersKey = {
  modifiers: z.exactOptional(
    oneOrList(choice("Alt", "Control", "ControlOrMeta", "Meta", "Shift")).describe("keys that are held meanwhile"),
  ),
};

/** Which button of the mouse. */
export const buttonKey = {
  button: z.exactOptional(choice("left", "middle", "right").describe("default left")),
};

/** How often. */
export const countKey = {
  count: z.exactOptional(integer(1, 100).describe("how many clicks in a row; default 1")),
};

/** The pointer's keys of an input as Playwright names them. */
export function pointerOptions({ position, force, modifiers, button, count }: PointerInput) {
  return given({
    position,
    force,
    button,
    clickCount: count,
    modifiers: modifiers === undefined ? undefined : modifierList(modifiers),
  });
}

/** One key or several as a list. */
export function modifierList(modifiers: Modifier | readonly Modifier[]): Modifier[] {
  return [modifiers].flat();
}
