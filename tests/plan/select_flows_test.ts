import { assertEquals, assertNotEquals, assertThrows } from "../assert.ts";
import { UsageError } from "../../lib/errors.ts";
import { parseTagFilter, selectFlows, type Selection } from "../../lib/plan/select_flows.ts";

const FLOWS = ["c", "a", "b", "e", "d"].map((id, index) => ({
  id,
  title: `Flow ${id}`,
  tags: index % 2 === 0 ? ["smoke"] : ["smoke", "slow"],
}));

const ALL: Selection = { shard: null, tags: [], name: null, ids: null, repeat: 1, seed: null };

function select(selection: Partial<Selection>): readonly string[] {
  return selectFlows(FLOWS, { ...ALL, ...selection }).map(({ id }) => id);
}

Deno.test("selectFlows() keeps all flows in their order when nothing is asked", () => {
  assertEquals(select({}), ["c", "a", "b", "e", "d"]);
});

Deno.test("selectFlows() takes every nth flow of the list sorted by id as a shard", () => {
  assertEquals(select({ shard: { index: 2, count: 2 } }), ["b", "d"]);
  assertEquals(select({ shard: { index: 6, count: 6 } }), []);
});

Deno.test("selectFlows() gives each flow to exactly one shard", () => {
  const shards = [1, 2, 3].flatMap((index) => select({ shard: { index, count: 3 } }));
  assertEquals(shards.toSorted(), ["a", "b", "c", "d", "e"]);
});

Deno.test("selectFlows() cuts the shard before it filters", () => {
  const tags = parseTagFilter(["smoke,!slow"]);
  assertEquals(select({ tags }), ["c", "b", "d"]);
  assertEquals(select({ tags, shard: { index: 1, count: 3 } }), ["d"]);
});

Deno.test("selectFlows() selects by title and by id", () => {
  assertEquals(select({ name: (title) => title.endsWith("e") }), ["e"]);
  assertEquals(select({ ids: new Set(["a", "z"]) }), ["a"]);
});

Deno.test("selectFlows() repeats in rounds with an id of their own", () => {
  assertEquals(select({ repeat: 2, ids: new Set(["a", "b"]) }), ["a~1", "b~1", "a~2", "b~2"]);
});

Deno.test("selectFlows() shuffles the same way for the same seed", () => {
  assertEquals(select({ seed: 7 }), select({ seed: 7 }));
  assertEquals(select({ seed: 7 }).toSorted(), ["a", "b", "c", "d", "e"]);
  const orders = new Set(Array.from({ length: 20 }, (_, seed) => select({ seed }).join("")));
  assertNotEquals(orders.size, 1);
});

Deno.test("parseTagFilter() reads commas and words alike", () => {
  const expected = [[{ tag: "smoke", wanted: true }, { tag: "slow", wanted: false }]];
  for (const text of ["smoke,!slow", "smoke and not slow", " smoke , not slow", "smoke and ! slow"]) {
    assertEquals(parseTagFilter([text]), expected, text);
  }
});

Deno.test("parseTagFilter() makes alternatives of repeated filters and of or", () => {
  const expected = [[{ tag: "smoke", wanted: true }], [{ tag: "cart", wanted: true }]];
  assertEquals(parseTagFilter(["smoke", "cart"]), expected);
  assertEquals(parseTagFilter(["smoke or cart"]), expected);
});

Deno.test("parseTagFilter() refuses what is no filter", () => {
  for (const text of ["", ",", "smoke,", "!", "not", "a b", "(a)", "a && b", "a and and b"]) {
    assertThrows(() => parseTagFilter([text]), UsageError, `found "${text}", expected tags`);
  }
});
