import { headerCredentials } from "../../lib/mask/header_credentials.ts";
import { assertEquals } from "../assert.ts";

Deno.test("headerCredentials() gives what a server may repeat of each header that carries credentials", () => {
  const cases = [
    [["Authorization", "Bearer abcdef"], ["Bearer abcdef", "abcdef"]],
    [["authorization", "abcdef"], ["abcdef"]],
    [["authorization", `Basic ${btoa("ada:pw")}`], [`Basic ${btoa("ada:pw")}`, btoa("ada:pw"), "ada:pw", "pw"]],
    [["proxy-authorization", "Basic %%"], ["Basic %%", "%%"]],
    // A theme is no credential, a session is one also where it is short.
    [["cookie", "theme=dark; sid=ab12; cart=0123456789"], [
      "theme=dark; sid=ab12; cart=0123456789",
      "ab12",
      "0123456789",
    ]],
    [["set-cookie", 'sid="ab12"; Path=/'], ['sid="ab12"; Path=/', "ab12"]],
    [["x-api-key", "abcd"], ["abcd"]],
    [["accept", "application/json"], []],
  ] as const;
  for (const [header, credentials] of cases) assertEquals(headerCredentials([header]), credentials);
});
