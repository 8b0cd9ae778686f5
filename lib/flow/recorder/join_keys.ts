import type { RecordedStep } from "./recording.ts";

/** A recorded step in which keys are pressed as a flow presses them: a chord at once. */
export type JoinedStep =
  | { readonly type: "step"; readonly number: number; readonly step: RecordedStep; readonly held: readonly string[] }
  /** `step` is the one that pressed the last key. */
  | { readonly type: "press"; readonly number: number; readonly step: RecordedStep; readonly keys: string }
  /** Nothing is left to do but what the step asserts. */
  | { readonly type: "released"; readonly number: number; readonly step: RecordedStep };

const MODIFIERS: readonly string[] = ["Control", "Shift", "Alt", "Meta"];

const OTHER_NAMES: { readonly [key: string]: string } = { " ": "Space", "\r": "Enter", "\n": "Enter" };

/** Joins `keyDown` and `keyUp`: `Control` down, `a` down and up, `Control` up is `Control+a`. */
export function joinKeys(steps: readonly RecordedStep[]): readonly JoinedStep[] {
  /** Modifiers that are down, and whether something happened with them. */
  const held = new Map<string, boolean>();
  return steps.flatMap((step, index): readonly JoinedStep[] => {
    const number = index + 1;
    const key = keyOf(step);
    if (step.type === "keyDown") return keyDown(key, step, number);
    if (step.type === "keyUp") return keyUp(key, step, number);
    const modifiers = [...held.keys()];
    for (const modifier of modifiers) held.set(modifier, true);
    return [{ type: "step", number, step, held: modifiers }];
  });

  function keyDown(key: string, step: RecordedStep, number: number): readonly JoinedStep[] {
    const modifier = modifierOf(key);
    if (modifier !== null) {
      if (!held.has(modifier)) held.set(modifier, false);
      return [{ type: "released", number, step }];
    }
    const modifiers = [...held.keys()];
    for (const down of modifiers) held.set(down, true);
    return [{ type: "press", number, step, keys: [...modifiers, key].join("+") }];
  }

  function keyUp(key: string, step: RecordedStep, number: number): readonly JoinedStep[] {
    const modifier = modifierOf(key);
    const alone = modifier !== null && held.get(modifier) === false;
    if (modifier !== null) held.delete(modifier);
    return alone ? [{ type: "press", number, step, keys: key }] : [{ type: "released", number, step }];
  }
}

function keyOf({ key = "" }: RecordedStep): string {
  return OTHER_NAMES[key] ?? key;
}

function modifierOf(key: string): string | null {
  return MODIFIERS.find((modifier) => new RegExp(`^${modifier}(?:Left|Right)?$`).test(key)) ?? null;
}

/** Whether Playwright's keyboard has a key, by its name or the character that it gives. */
export function isKnownKey(keys: string): boolean {
  const key = keys.split("+").at(-1) || "+";
  return /^[\x20-\x7e]$/.test(key) || KNOWN_KEYS.test(key);
}

const KNOWN_KEYS =
  /^(?:Key[A-Z]|(?:Digit|Numpad)\d|F(?:[1-9]|1[0-2])|Arrow(?:Up|Down|Left|Right)|(?:Control|Shift|Alt|Meta)(?:Left|Right)?|Numpad(?:Add|Subtract|Multiply|Divide|Decimal|Enter)|AltGraph|CapsLock|NumLock|ScrollLock|Escape|Enter|Tab|Backspace|Delete|Insert|Space|Home|End|PageUp|PageDown|Pause|PrintScreen|ContextMenu|Backquote|Minus|Equal|Backslash|BracketLeft|BracketRight|Semicolon|Quote|Comma|Period|Slash)$/;
