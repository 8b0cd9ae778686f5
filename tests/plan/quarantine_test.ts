import { quarantineOf } from "../../lib/plan/quarantine.ts";
import { assertEquals } from "../assert.ts";

const flow = { title: "Buys a cup", tags: ["shop", "flaky"] };
const byTitle = { title: "Buys a cup", tag: null, reason: "sold out", owner: "Ada", until: "2026-03-31" };
const byTag = { title: null, tag: "flaky", reason: "slow", owner: "Bob", until: "2026-02-28" };

Deno.test("quarantineOf() finds a flow by its title or by a tag, and no other", () => {
  assertEquals(quarantineOf(flow, [byTag], "2026-01-01"), { reason: "slow", owner: "Bob", until: "2026-02-28" });
  assertEquals(quarantineOf(flow, [byTitle], "2026-01-01")?.owner, "Ada");
  assertEquals(quarantineOf({ title: "Buys a pot", tags: ["shop"] }, [byTitle, byTag], "2026-01-01"), null);
});

Deno.test("quarantineOf() ends after the last day", () => {
  assertEquals(quarantineOf(flow, [byTag], "2026-02-28")?.owner, "Bob");
  assertEquals(quarantineOf(flow, [byTag], "2026-03-01"), null);
});

Deno.test("quarantineOf() takes the entry that ends last", () => {
  assertEquals(quarantineOf(flow, [byTag, byTitle], "2026-01-01")?.owner, "Ada");
  assertEquals(quarantineOf(flow, [byTitle, byTag], "2026-01-01")?.owner, "Ada");
});
