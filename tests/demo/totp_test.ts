import { totp } from "../../lib/demo/totp.ts";
import { assertEquals, assertStringIncludes } from "../assert.ts";
import { withSite } from "./visitor.ts";

Deno.test("totp() gives the codes of RFC 6238, appendix B, cut to 6 digits", async () => {
  // "12345678901234567890" in base32.
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  const codes = {
    59: "287082",
    1111111109: "081804",
    1111111111: "050471",
    1234567890: "005924",
    20000000000: "353130",
  };
  for (const [seconds, code] of Object.entries(codes)) assertEquals(await totp(secret, Number(seconds) * 1_000), code);
});

Deno.test("the demo site takes the code of now and refuses another", () =>
  withSite(async (newVisitor) => {
    const good = await totp("JBSWY3DPEHPK3PXP", Date.now());
    const accepted = await newVisitor().postForm("/sign-in/totp", { code: good });
    assertStringIncludes(await accepted.text(), "Code accepted");
    const refused = await newVisitor().postForm("/sign-in/totp", { code: "no code" });
    assertEquals(refused.status, 401);
    assertStringIncludes(await refused.text(), "Wrong code");
  }));
