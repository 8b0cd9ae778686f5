import { ActionError } from "../../lib/actions/action_error.ts";
import { close_page } from "../../lib/actions/close_page.ts";
import { open_page } from "../../lib/actions/open_page.ts";
import { switch_page } from "../../lib/actions/switch_page.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "../assert.ts";
import { browserTest, htmlResponse } from "./page_fixture.ts";
import { perform } from "./perform.ts";

const site = (request: Request) => htmlResponse(`<h1>${new URL(request.url).pathname}</h1>`);

browserTest("open_page opens a page that becomes the current one", async (open) => {
  const fixture = await open(site);
  assertEquals(await perform(open_page, { page: "cart", url: "/cart" }, fixture), { status: 200 });
  const { page, pages } = fixture.context();
  assertEquals(pages.currentName, "cart");
  assertEquals(await page.textContent("h1"), "/cart");
});

browserTest("open_page opens an empty page where no URL is said", async (open) => {
  const fixture = await open(site);
  assertEquals(await perform(open_page, { page: "empty" }, fixture), {});
  assertEquals(fixture.context().page.url(), "about:blank");
});

browserTest("open_page fails when nothing answers", async (open) => {
  const fixture = await open(site);
  await assertRejects(() => perform(open_page, { page: "gone", url: "http://127.0.0.1:1/" }, fixture), Error, "net::");
});

browserTest("switch_page makes another page the current one", async (open) => {
  const fixture = await open(site);
  await perform(open_page, { page: "cart" }, fixture);
  await perform(switch_page, { page: "main" }, fixture);
  assertEquals(fixture.context().page, fixture.page);
});

browserTest("switch_page finds a page by its title and gives it that name", async (open) => {
  const fixture = await open(() => htmlResponse("<title>Shop</title>"));
  const page = await fixture.page.context().newPage();
  await page.setContent("<title>Details</title>");
  await perform(switch_page, { page: "Details" }, fixture);
  const { pages, page: current } = fixture.context();
  assertEquals([pages.currentName, current], ["Details", page]);
});

browserTest("switch_page waits for a page that is about to come", async (open) => {
  const fixture = await open(site);
  const { pages } = fixture.context();
  const switched = perform(switch_page, { page: "late" }, fixture);
  const page = await fixture.page.context().newPage();
  pages.adopt("late", page);
  pages.switchTo("main");
  await switched;
  assertEquals(fixture.context().page, page);
});

browserTest("switch_page fails when no such page comes", async (open) => {
  const fixture = await open(site, { timeoutMs: 200 });
  const error = await assertRejects(() => perform(switch_page, { page: "details" }, fixture), ActionError);
  assertEquals(error.errorClass, "page");
  assertStringIncludes(error.message, 'Cannot switch to page "details"');
});

browserTest("close_page closes a page of a name, or the current one", async (open) => {
  const fixture = await open(site);
  await perform(open_page, { page: "one" }, fixture);
  await perform(open_page, { page: "two" }, fixture);
  await perform(close_page, { page: "one" }, fixture);
  await perform(close_page, {}, fixture);
  assertEquals(fixture.page.context().pages(), [fixture.page]);
});

browserTest("close_page fails when there is no such page", async (open) => {
  const fixture = await open(site);
  const closed = () => perform(close_page, { page: "details" }, fixture);
  await assertRejects(closed, ActionError, 'Cannot close page "details"');
});
