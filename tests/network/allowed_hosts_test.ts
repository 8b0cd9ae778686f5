import { UsageError } from "../../lib/errors.ts";
import { AllowedHosts } from "../../lib/network/allowed_hosts.ts";
import { assertEquals, assertThrows } from "../assert.ts";

Deno.test("AllowedHosts knows hosts whatever their case, and all below a star", () => {
  const hosts = new AllowedHosts(["Shop.example", "*.cdn.example", "[::1]"]);
  const allowed = ["shop.example", "SHOP.EXAMPLE.", "a.cdn.example", "a.b.cdn.example", "[::1]"];
  assertEquals(allowed.filter((host) => !hosts.has(host)), []);
  const refused = ["example", "a.shop.example", "cdn.example", "notcdn.example", "shop.example.evil", "127.0.0.1"];
  assertEquals(refused.filter((host) => hosts.has(host)), []);
});

Deno.test("AllowedHosts counts what it refuses until somebody takes the summary", () => {
  const hosts = new AllowedHosts(["a.example"]);
  for (const host of ["a.example", "b.example", "c.example", "c.example"]) hosts.admit(host);
  const summary = 'Refused 3 connections to hosts that --allow-hosts does not name: "c.example" (2), "b.example" (1)';
  assertEquals([hosts.takeSummary(), hosts.takeSummary()], [summary, null]);
});

Deno.test("AllowedHosts names only the ten hosts that were refused most", () => {
  const hosts = new AllowedHosts(["a.example"]);
  for (let number = 1; number <= 12; number++) hosts.admit(`${number}.example`);
  assertEquals(hosts.takeSummary()?.endsWith('"10.example" (1), and 2 more'), true);
});

Deno.test("AllowedHosts refuses what is no host", () => {
  for (const host of ["https://a.example", "a.example:80", "a, MAP * b", "*", ""]) {
    assertThrows(() => new AllowedHosts([host]), UsageError, `Cannot allow host "${host}"`);
  }
});
