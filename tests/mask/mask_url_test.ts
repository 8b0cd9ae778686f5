import { credentialsIn, maskUrl } from "../../lib/mask/mask_url.ts";
import { assertEquals } from "../assert.ts";

Deno.test("maskUrl() masks credentials also of a text that was meant as a URL", () => {
  const cases = [
    ["htp//u:pw@x", "htp//***@x"],
    ["http:/u:pw@x/?token=a", "http:/***@x/?token=***"],
    ["u:pw@proxy:3128", "***@proxy:3128"],
    ["http://u:p?w#s/d@[x/a?b=c", "http://***@[x/a?b=***"],
    ["http://***@x/?token=***", "http://***@x/?token=***"],
  ] as const;
  for (const [url, masked] of cases) assertEquals(maskUrl(url), masked);
});

Deno.test("credentialsIn() gives user and password as they are meant, and query values by their names", () => {
  const cases = [
    ["http://shop.test/?page=2", []],
    ["http://ada:p%40ss@shop.test/", ["p@ss", btoa("ada:p@ss")]],
    ["https://glpat-0123456789@shop.test/", ["glpat-0123456789", btoa("glpat-0123456789:")]],
    ["https://longer-name:pw@shop.test/", ["longer-name", "pw", btoa("longer-name:pw")]],
    ["https://shop.test/?lang=en&token=a%2Bb+c#access_token=d", ["a+b c", "d"]],
  ] as const;
  for (const [url, credentials] of cases) assertEquals(credentialsIn(url), credentials);
});
