import { maskText } from "../../lib/mask/mask_text.ts";
import { assert, assertEquals } from "../assert.ts";

Deno.test("maskText() masks what its place shows to be a credential, and nothing else", () => {
  const cases = [
    ["net::ERR at http://ada:pw@shop.test/a", "net::ERR at http://***@shop.test/a"],
    ["ws://token@grid:4444/ and grid+http://a:b@c", "ws://***@grid:4444/ and grid+http://***@c"],
    ["htp//ada:pw@x and http:/ada:pw@x", "htp//***@x and http:/***@x"],
    ["goto /verify?code=42&page=2#top", "goto /verify?code=***&page=2#top"],
    ["/cb#access_token=x&state=y", "/cb#access_token=***&state=y"],
    ["<a href='/?page=1&amp;api_key=x'>", "<a href='/?page=1&amp;api_key=***'>"],
    ["goto /?token=${secrets.token}", "goto /?token=${secrets.token}"],
    ['{"authorization":"Bearer abc"}', '{"authorization":"Bearer ***"}'],
    ["Proxy-Authorization: Basic YTpi", "Proxy-Authorization: Basic ***"],
    ["Authorization: required", "Authorization: required"],
    ["/list?country_code=DE&zipcode=1&monkey=2&sort=key", "/list?country_code=***&zipcode=1&monkey=2&sort=key"],
    ["write to ada@example.org, see /a@2x.png", "write to ada@example.org, see /a@2x.png"],
    ["http://shop.test/@ada/a:b", "http://shop.test/@ada/a:b"],
  ] as const;
  for (const [text, masked] of cases) {
    assertEquals(maskText(text), masked);
    assertEquals(maskText(masked), masked, "twice is the same");
  }
});

Deno.test("maskText() ends soon on text made to backtrack", () => {
  const startMs = performance.now();
  for (const part of ["a:", "a://", "/a:", "a.", "?a=", "authorization: ", "&", "@/", "a:@"]) {
    maskText(part.repeat(50_000));
  }
  assert(performance.now() - startMs < 5_000, `${performance.now() - startMs} ms`);
});
