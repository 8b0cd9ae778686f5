import { assertEquals, assertRejects, assertStringIncludes } from "../assert.ts";
import { fakeHost, inFolder } from "../fake_host.ts";
import { readConfig } from "../../lib/cli/read_config.ts";
import { OPTION_NAMES, optionEntry, optionKey, optionsOf } from "../../lib/cli/options.ts";
import { FlowFileError } from "../../lib/errors.ts";

function read(text: string, command = "run") {
  return inFolder({ "qa-rig.yaml": text }, (cwd) => readConfig(fakeHost({ cwd }), optionsOf(command)));
}

async function problems(text: string): Promise<readonly string[]> {
  const error = await assertRejects(() => read(text), FlowFileError);
  return error.diagnostics.map(({ message, at, hint }) =>
    `${at?.line}:${at?.column}+${at?.length} ${message.replace('Cannot read settings "qa-rig.yaml": ', "")} | ${hint}`
  );
}

Deno.test("readConfig() gives nothing when there is no file or nothing in it", async () => {
  assertEquals(await readConfig(fakeHost({ cwd: "/nowhere" }), OPTION_NAMES), {});
  assertEquals(await read(""), {});
  assertEquals(await read("# only a comment\n"), {});
});

Deno.test("readConfig() reads every kind of option", async () => {
  const text = [
    "base_url: http://localhost:1",
    "timeout: 20s",
    "retries: 2",
    "headed: true",
    "trace_parent: no",
    'tag: [smoke, "a,!b"]',
    "reporter: list,junit",
    "workers: 50%",
  ].join("\n");
  assertEquals(await read(text), {
    "base-url": "http://localhost:1",
    timeout: 20_000,
    retries: 2,
    headed: true,
    "trace-parent": false,
    tag: ["smoke", "a,!b"],
    reporter: ["list", "junit"],
    workers: "50%",
  });
});

Deno.test("readConfig() reads what JSON says too", async () => {
  assertEquals(await read('{"retries": 2, "headed": true}'), { retries: 2, headed: true });
});

Deno.test("readConfig() names every problem with its place", async () => {
  assertEquals(await problems("timeuot: 20s\nretries: many\nbrowser_path: /x\nname: a\ntag: {a: 1}\nheaded:\n"), [
    '1:1+7 unknown key "timeuot" | did you mean "timeout"?',
    '2:10+4 "retries" is "many", expected a whole number of at least 0 | null',
    '3:1+12 "browser_path" must not stand in this file | ' +
    "a repository must not choose it: use --browser-path or QA_RIG_BROWSER_PATH",
    '4:1+4 "name" must not stand in this file | it is about one run: use --name or QA_RIG_NAME',
    '5:6+6 "tag" is a map, expected TAGS | null',
    '6:8+1 "headed" is empty, expected one of 1, true, yes, on, 0, false, no, off | null',
  ]);
});

Deno.test("readConfig() gives a command only the options that it takes", async () => {
  assertEquals(await read("tag: smoke\ncolor: never\n", "validate"), { color: "never" });
  assertEquals(await read("tag: smoke\n", "demo"), {});
});

Deno.test("readConfig() keeps the files of a repository's choice below the working folder", async () => {
  const expected = "expected a path below the working folder | null";
  for (const path of ["/tmp/x", "../x", "a/../../x", "C:\\x"]) {
    const shown = `'${path}'`;
    assertEquals(await problems(`output_dir: ${shown}\n`), [
      `1:13+${shown.length} "output_dir" is "${path}", ${expected}`,
    ]);
    assertEquals((await problems(`reporter: 'junit=${path}'\n`)).length, 1);
  }
  const inside = "output_dir: out/..a\nreporter: [list, junit=out/a.xml, json=-]\n";
  assertEquals(Object.keys(await read(inside)).sort(), ["output-dir", "reporter"]);
});

Deno.test("readConfig() refuses what is no map of options", async () => {
  assertEquals(await problems("- a\n"), ["1:1+3 expected a map of options | null"]);
  assertEquals(await problems("text\n"), ["1:1+4 expected a map of options | null"]);
});

Deno.test("readConfig() says where the YAML is broken", async () => {
  assertEquals(await problems("retries: 1\nretries: 2\n"), ['2:1+7 key "retries" stands twice | null']);
  assertEquals((await problems("a: [1\n")).length, 1);
});

Deno.test("readConfig() refuses a file of more than 1 MiB before it parses", async () => {
  const [problem] = await problems(`# ${"x".repeat(1024 * 1024)}\n`);
  assertStringIncludes(problem ?? "", "the file is larger than 1 MiB");
});

Deno.test("readConfig() refuses every option that executes, redirects or widens", async () => {
  const never = OPTION_NAMES.filter((name) => optionEntry(name).file === "never").map(optionKey);
  for (const key of ["browser_path", "connect", "proxy", "ca", "allow_read", "env_file"]) {
    assertEquals([key, never.includes(key)], [key, true]);
  }
  for (const key of never) assertEquals((await problems(`${key}: x`)).length, 1);
});
