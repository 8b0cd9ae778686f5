import { processStart } from "../../lib/browser/process_start.ts";
import { realHost } from "../../lib/host.ts";
import { assertEquals, assertNotEquals } from "../assert.ts";

const host = realHost();

Deno.test("processStart() stays the same for a process, differs between two, and is null for none", async () => {
  const own = await processStart(host, host.system.pid);
  assertEquals(typeof own, "string");
  assertEquals(await processStart(host, host.system.pid), own);
  const child = new Deno.Command("sleep", { args: ["60"] }).spawn();
  assertNotEquals(await processStart(host, child.pid), own);
  child.kill("SIGKILL");
  await child.status;
  assertEquals(await processStart(host, child.pid), null);
});

Deno.test("processStart() is undefined where the machine does not tell", async () => {
  const mute = { ...host, run: () => Promise.reject(new Error("no such program")) };
  assertEquals(await processStart(mute, 1), undefined);
  assertEquals(await processStart({ ...host, system: { ...host.system, os: "other" } }, 1), undefined);
});

Deno.test("processStart() reads the start behind a name with a parenthesis in it", async () => {
  const fields = Array.from({ length: 30 }, (_, index) => index === 19 ? "4711" : "0").join(" ");
  const stdout = `boot\n12 (a) b (c) ${fields}\n`;
  const told = { ...host, run: () => Promise.resolve({ code: 0, stdout, stderr: "" }) };
  assertEquals(await processStart({ ...told, system: { ...host.system, os: "linux" } }, 12), "boot 4711");
});
