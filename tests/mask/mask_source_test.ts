import { maskSource } from "../../lib/mask/mask_source.ts";
import { assertEquals } from "../assert.ts";

Deno.test("maskSource() stars out credentials of a line, which stays as long as it was", () => {
  const cases = [
    ["base_url: htp//ada:pw@x", "base_url: htp//******@x"],
    ["proxy: ada:pw@squid:3128", "proxy: ******@squid:3128"],
    ["{headers: {authorization: Bearer abc, x: y}}", "{headers: {authorization: **********, x: y}}"],
    ["  password: with, a comma", "  password: *************"],
    ['  "X-Api-Key": "abcd"', '  "X-Api-Key": ******'],
    ["var: token=abcd", "var: token=****"],
    ['password: "${secrets.p}"', 'password: "${secrets.p}"'],
    ["secrets: {token: {env: QA_TOKEN}}", "secrets: {token: {env: QA_TOKEN}}"],
    ["- capture: {as: x, secret: true}", "- capture: {as: x, secret: true}"],
    ["- cookie: {set: a}", "- cookie: {set: a}"],
  ] as const;
  for (const [line, masked] of cases) assertEquals(maskSource(line, { start: 0, length: 1 }), masked);
});

Deno.test("maskSource() leaves what the message is about", () => {
  const line = "- capture: {token: body..token}";
  assertEquals(maskSource(line, { start: line.indexOf("body"), length: 11 }), line);
});
