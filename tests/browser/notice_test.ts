import { boundedNotify, type Notice } from "../../lib/browser/notice.ts";
import { assertEquals } from "../assert.ts";

Deno.test("boundedNotify() passes a notice on once, and of each type twenty and a word that there were more", () => {
  const passed: Notice[] = [];
  const notify = boundedNotify((notice) => passed.push(notice));
  for (let index = 0; index < 30; index++) {
    notify({ type: "dialog", message: `dialog ${index}` });
    notify({ type: "window", message: "the same" });
  }
  assertEquals(passed.filter(({ type }) => type === "window").length, 1);
  const dialogs = passed.filter(({ type }) => type === "dialog").map(({ message }) => message);
  assertEquals([dialogs.length, dialogs[19], dialogs[20]?.startsWith("More than 20")], [21, "dialog 19", true]);
});
