import { assertEquals, assertRejects, assertThrows } from "../assert.ts";
import { fakeHost, inFolder } from "../fake_host.ts";
import { parseEnvFile, readEnvFiles } from "../../lib/cli/read_env_file.ts";
import { UsageError } from "../../lib/errors.ts";

Deno.test("parseEnvFile() reads every form of a line", () => {
  const lines: [string, string][] = [
    ["A=1", "1"],
    ["A = spaced out ", "spaced out"],
    ["export A=1", "1"],
    ["A=", ""],
    ["A=a=b", "a=b"],
    ["A=a#b", "a#b"],
    ["A=a b # comment", "a b"],
    ["A='single # \"quoted\"'", 'single # "quoted"'],
    ['A="two\\nlines \\"x\\" \\\\"', 'two\nlines "x" \\'],
    ['A="x" # comment', "x"],
    ["A=https://x/#y", "https://x/#y"],
  ];
  for (const [line, value] of lines) assertEquals([line, ...parseEnvFile(line, "x.env")], [line, ["A", value]]);
});

Deno.test("parseEnvFile() passes over comments and empty lines", () => {
  assertEquals(parseEnvFile("# one\n\n  # two\r\nA=1\r\nB=2\n", "x.env"), [["A", "1"], ["B", "2"]]);
});

Deno.test("parseEnvFile() names the line that it cannot read, and not what is in it", () => {
  for (const line of ["hunter2", "1A=hunter2", 'A="hunter2', "=hunter2"]) {
    const error = assertThrows(() => parseEnvFile(`# head\n${line}\n`, "x.env"), UsageError);
    assertEquals(error.message, 'Cannot read env file "x.env": line 2 is not of the form NAME=VALUE');
  }
});

Deno.test("readEnvFiles() lets a later file win", () =>
  inFolder({ "a.env": "A=1\nB=1\n", "b.env": "B=2\n" }, async (cwd) => {
    const variables = await readEnvFiles(fakeHost({ cwd }), ["a.env", "b.env"]);
    assertEquals(Object.fromEntries(variables), { A: "1", B: "2" });
  }));

Deno.test("readEnvFiles() names a file that is not there", async () => {
  await assertRejects(
    () => readEnvFiles(fakeHost({ cwd: "/nowhere" }), ["x.env"]),
    UsageError,
    'file "x.env" of option',
  );
});
