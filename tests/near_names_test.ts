import { assertEquals } from "./assert.ts";
import { didYouMean, nearNames } from "../lib/near_names.ts";

const NAMES = ["click", "clock", "check", "uncheck", "fill", "press", "on", "to_be_visible"];

Deno.test("nearNames() gives all names at the smallest distance", () => {
  const near: Record<string, readonly string[]> = {
    "clik": ["click"],
    "cl0ck": ["click", "clock"],
    "clck": ["click", "clock"],
    "cilck": ["click"],
    "fil": ["fill"],
    "o": [],
    "onn": ["on"],
    "prss": ["press"],
    "to_bee_visibel": ["to_be_visible"],
    "hover": [],
    "": [],
  };
  for (const [word, names] of Object.entries(near)) assertEquals([word, ...nearNames(word, NAMES)], [word, ...names]);
});

Deno.test("nearNames() finds every name of three or more characters after any single edit", () => {
  for (const name of NAMES.filter(({ length }) => length > 2)) {
    for (const word of singleEdits(name)) {
      assertEquals([word, nearNames(word, [name, "zzzzzzzz"])], [word, [name]]);
    }
  }
});

Deno.test("nearNames() ends at once for a very long word", () => {
  assertEquals(nearNames("x".repeat(5_000_000), NAMES), []);
});

Deno.test("nearNames() of no names is none", () => {
  assertEquals(nearNames("click", []), []);
});

Deno.test("didYouMean() is a question, or null when nothing is near", () => {
  assertEquals(didYouMean("clck", NAMES), 'did you mean "click" or "clock"?');
  assertEquals(didYouMean("nmae", ["name"], "--"), 'did you mean "--name"?');
  assertEquals(didYouMean("zzz", NAMES), null);
});

function singleEdits(name: string): readonly string[] {
  const edits = [`${name}q`];
  for (let index = 0; index < name.length; index++) {
    const [before, after] = [name.slice(0, index), name.slice(index + 1)];
    edits.push(before + after, `${before}q${after}`, `${before}q${name.slice(index)}`);
    edits.push(before + (after[0] ?? "") + (name[index] ?? "") + after.slice(1));
  }
  return edits;
}
