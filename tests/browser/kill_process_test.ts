import { killProcess } from "../../lib/browser/kill_process.ts";
import { readRunRecord } from "../../lib/browser/run_record.ts";
import { realHost } from "../../lib/host.ts";
import { assertEquals } from "../assert.ts";
import { inFolder } from "../fake_host.ts";

Deno.test("killProcess() ends a group, but never that of process 1, which is every process", () => {
  const ended: number[] = [];
  const host = { ...realHost(), kill: (pid: number) => ended.push(pid) > 0 };
  assertEquals([0, 1, 77].map((pid) => killProcess(host, pid)), [false, false, true]);
  assertEquals(ended.map(Math.abs), [77]);
});

Deno.test("readRunRecord() takes process 1 for a run, as in a container, and never for a browser", () => {
  const first = { machine: "here", pid: 1, start: "1" };
  const browser = { ...first, pid: 77 };
  const record = JSON.stringify({ owner: first, browsers: [first, browser] });
  return inFolder({ "run.json": record }, async (folder) => {
    assertEquals(await readRunRecord(realHost(), folder), { owner: first, browsers: [browser] });
  });
});
