import { ActionError } from "../../lib/actions/action_error.ts";
import { back } from "../../lib/actions/back.ts";
import { forward } from "../../lib/actions/forward.ts";
import { assertEquals, assertRejects } from "../assert.ts";
import { browserTest, htmlResponse } from "./page_fixture.ts";
import { perform } from "./perform.ts";

const site = (request: Request) => htmlResponse(`<h1>${new URL(request.url).pathname}</h1>`);

browserTest("back and forward move in the history of the page", async (open) => {
  const fixture = await open(site);
  await fixture.page.goto(`${fixture.baseUrl}/second`);
  await perform(back, {}, fixture);
  assertEquals(await fixture.page.textContent("h1"), "/");
  await perform(forward, {}, fixture);
  assertEquals(await fixture.page.textContent("h1"), "/second");
});

browserTest("back moves between states of one document", async (open) => {
  const fixture = await open(site);
  await fixture.page.evaluate("history.pushState(1, '')");
  await perform(back, {}, fixture);
  assertEquals(await fixture.page.evaluate("history.state"), null);
});

browserTest("forward fails when there is no page after this one", async (open) => {
  const fixture = await open(site);
  const error = await assertRejects(() => perform(forward, {}, fixture), ActionError);
  assertEquals(error.errorClass, "navigation");
  assertEquals(error.message, `Cannot go forward: found no page after "${fixture.baseUrl}/", expected one`);
});

browserTest("back fails when there is no page before this one", async (open) => {
  const fixture = await open(site);
  const page = await fixture.page.context().newPage();
  fixture.context().pages.adopt("new", page);
  const error = await assertRejects(() => perform(back, {}, fixture), ActionError);
  assertEquals(error.message, 'Cannot go back: found no page before "about:blank", expected one');
});
