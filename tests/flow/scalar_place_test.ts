import { isScalar, parseDocument, type Scalar } from "yaml";
import { scalarPlace } from "../../lib/flow/scalar_place.ts";
import { Source } from "../../lib/flow/source.ts";
import { assert, assertEquals } from "../assert.ts";

/** What the place of `X` in a scalar's value points at in the file. */
function pointedAt(text: string): string {
  const source = new Source("a.flow.yaml", text);
  const scalar = parseDocument(text, { keepSourceTokens: false }).get("a", true);
  assert(isScalar(scalar));
  const offset = String(scalar.value).indexOf("X");
  const [start, end] = scalarPlace(scalar as Scalar, source)(offset, offset + 1);
  return text.slice(start, end);
}

Deno.test("scalarPlace() points into plain, quoted and block scalars", () => {
  const texts = [
    "a: one X two\n",
    'a: "one X two"\n',
    "a: 'one X two'\n",
    "a: 'it''s ''X'\n",
    'a: "\\t\\x41\\u00e9\\U0001F600 \\" X"\n',
    "a: |\n  one\n    two X\n",
    "a: |2-\n   one\n   X\n",
    "a: >-\n  one X two\n",
    "a: |\r\n  one\r\n  X\r\n",
  ];
  for (const text of texts) assertEquals([text, pointedAt(text)], [text, "X"]);
});

Deno.test("scalarPlace() gives the whole of a scalar that was folded", () => {
  for (const text of ["a: one\n  X two\n", 'a: "one\n  X two"\n', "a: >\n  one\n  X two\n"]) {
    const place = pointedAt(text);
    assert(place.includes("one") && place.includes("X two"), JSON.stringify([text, place]));
  }
});
