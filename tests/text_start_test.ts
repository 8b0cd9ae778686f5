import { textStart } from "../lib/text_start.ts";
import { assertEquals, assertLessOrEqual } from "./assert.ts";

Deno.test("textStart() keeps a text that is short enough, and cuts a longer one", () => {
  assertEquals([textStart("abc", 3), textStart("abcd", 3), textStart("abcd", 0)], ["abc", "abc", ""]);
});

const CHARACTERS = {
  "a pair": "😀",
  "a family": "👨‍👩‍👧",
  "an accent of its own": "e\u0301",
  "a flag": "🇩🇪",
  "a line end": "\r\n",
};

for (const [name, character] of Object.entries(CHARACTERS)) {
  Deno.test(`textStart() never cuts ${name} in two`, () => {
    const text = character.repeat(15);
    for (let longest = 0; longest <= text.length; longest++) {
      const kept = textStart(text, longest);
      assertEquals(kept, character.repeat(Math.floor(longest / character.length)));
    }
  });
}

Deno.test("textStart() cuts a character without an end, and leaves no half of a pair", () => {
  const marks = `a${"\u{1d165}".repeat(500)}`;
  for (const longest of [300, 301]) {
    const kept = textStart(marks, longest);
    assertEquals(kept.isWellFormed(), true);
    assertLessOrEqual(longest - kept.length, 1);
  }
});
