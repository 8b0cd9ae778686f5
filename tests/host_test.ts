import { assert, assertEquals } from "./assert.ts";
import { inFolder } from "./fake_host.ts";

const HOST = new URL("../lib/host.ts", import.meta.url).href;

/** How a process ends that runs this with a real host. */
function ended(body: string) {
  return endedAfter("", body);
}

/** The same behind a shell that has changed what it finds. */
async function endedAfter(before: string, body: string) {
  const code = `import { realHost } from "${HOST}";\nconst host = realHost();\n${body}`;
  const deno = [Deno.execPath(), "eval", "--no-config", "--cached-only", code];
  const { code: exit, stderr } = await new Deno.Command("bash", {
    args: ["-c", `${before}\nexec "$@"`, "bash", ...deno],
    stdin: "null",
  }).output();
  return [exit, new TextDecoder().decode(stderr)];
}

Deno.test("onIdle() decides how a process ends that waits for nothing more, and not how exit() ends one", async () => {
  const idle = 'host.onIdle(() => {\n  host.stderr.write("idle\\n");\n  return 4;\n});\n';
  assertEquals(await ended(`${idle}new Promise(() => {}).then(() => host.exit(0));`), [4, "idle\n"]);
  assertEquals(await ended(`${idle}Promise.resolve(0).then((code) => host.exit(code));`), [0, ""]);
});

Deno.test("realHost() takes a variable that is not Unicode for unset, warns once, and no library sees it", async () => {
  const body = `
import process from "node:process";
host.stderr.write([host.env.get("QA_NAME"), host.env.get("QA_NAME"), host.env.isUnreadable("QA_NAME")].join() + "\\n");
host.stderr.write([host.env.isUnreadable("PATH"), Deno.env.get("QA_NAME"), process.env.QA_NAME].join() + "\\n");
host.stderr.write(String(host.env.get("A=B")));`;
  assertEquals(await endedAfter("export QA_NAME=$'a\\xff'", body), [
    0,
    'warning: Cannot read variable "QA_NAME": found bytes that are not Unicode, so it counts as unset\n' +
    ",,true\nfalse,,\nundefined",
  ]);
});

Deno.test("realHost() says what is wrong with a folder, a stream or a temporary folder, as an error for people", async () => {
  const told = (what: string) =>
    `try { ${what} } catch (error) { host.stderr.write(error.reason + ": " + error.message) }`;
  for (
    const [before, what, message] of [
      [
        "",
        'Deno.cwd = () => { throw new Error("Gone (os error 2)") }; host.cwd',
        "usage: Cannot find the working folder: Gone",
      ],
      ["exec </tmp", "await host.stdin()", "usage: Cannot read standard input: Is a directory"],
      ["exec >/dev/full", 'host.stdout.write("a")', "broken: Cannot write to standard output: No space left on device"],
      [
        "export TMPDIR=/proc/nowhere",
        'await host.files.makeTempFolder("a")',
        'broken: Cannot make a temporary folder in "/proc/nowhere": No such file or directory',
      ],
    ] as const
  ) {
    assertEquals(await endedAfter(before, told(what)), [0, message]);
  }
});

Deno.test("realHost() makes a relative temporary folder absolute", () =>
  inFolder({ "tmp/a": "" }, async (folder) => {
    const body = 'host.stderr.write(await host.files.makeTempFolder("x-"))';
    const [, path] = await endedAfter(`cd '${folder}'; export TMPDIR=tmp`, body);
    assert(String(path).startsWith(`${folder}/tmp/x-`), String(path));
  }));
