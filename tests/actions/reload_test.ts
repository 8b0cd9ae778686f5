import { reload } from "../../lib/actions/reload.ts";
import { assertEquals, assertRejects } from "../assert.ts";
import { browserTest, htmlResponse } from "./page_fixture.ts";
import { perform } from "./perform.ts";

browserTest("reload loads the page again and says the status", async (open) => {
  let visits = 0;
  const fixture = await open(() => htmlResponse(`<p>Visit ${++visits}</p>`));
  assertEquals(await perform(reload, {}, fixture), { status: 200 });
  assertEquals(await fixture.page.textContent("p"), "Visit 2");
});

browserTest("reload fails when the page does not come within the deadline", async (open) => {
  let visits = 0;
  const late = Promise.withResolvers<Response>();
  const fixture = await open(() => ++visits === 1 ? htmlResponse("") : late.promise, { timeoutMs: 200 });
  await assertRejects(() => perform(reload, {}, fixture), Error, "Timeout");
  late.resolve(htmlResponse(""));
});
