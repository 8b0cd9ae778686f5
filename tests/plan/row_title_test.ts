import { rowTitle } from "../../lib/plan/row_title.ts";
import { assertEquals } from "../assert.ts";

Deno.test("rowTitle() fills in the values of a row", () => {
  assertEquals(rowTitle("Buy ${row.n} ${row.item}s", { n: 2, item: "pot" }), "Buy 2 pots");
});

Deno.test("rowTitle() leaves a title as it is without a row, or for a row without that value", () => {
  assertEquals(rowTitle("Buy ${row.item}", null), "Buy ${row.item}");
  assertEquals(rowTitle("Buy ${row.item}", { n: 1 }), "Buy ${row.item}");
  assertEquals(rowTitle("Buy", { n: 1 }), "Buy");
});
