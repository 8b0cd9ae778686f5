import { realHost } from "../../lib/host.ts";
import { assert, assertEquals, assertNotMatch, assertStringIncludes } from "../assert.ts";
import { findForTest } from "../browser/browser_fixture.ts";
import { inFolder } from "../fake_host.ts";
import { type Ended, sourceCommand } from "../program.ts";
import { MACHINE_KINDS, type MachineKind, RUNTIME_REFUSALS } from "./machine_kinds.ts";

const EXECUTABLE = Deno.env.get("TEST_EXECUTABLE");

const FILES = {
  "a.flow.yaml": 'flow: A\nsteps:\n  - goto: "data:text/html,<h1>Hi</h1>"\n',
  "secret.flow.yaml":
    'flow: B\nsecrets: {card: {env: QA_CARD}}\nsteps:\n  - fill: {label: Card, value: "${secrets.card}"}\n',
  "tmp/.keep": "",
};

/** Mounts of its own, which end with it; root needs no more, others a user namespace. */
const ALONE = Deno.uid() === 0 ? ["unshare", "-m"] : ["unshare", "-rm"];

/** Nothing is exported in vain: a collector that is not there is given up at once. */
const TELEMETRY = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1", QA_RIG_OTEL_SHUTDOWN_TIMEOUT: "100ms" };

/** Runs the program behind a shell that has changed what it finds. */
async function runOn({ before, args, streams = "", alone }: Omit<MachineKind, "name" | "code">): Promise<Ended> {
  const host = realHost();
  const { executable: browser, env } = await findForTest(host.files.tempFolder);
  return await inFolder(FILES, async (cwd) => {
    const [program, words] = EXECUTABLE === undefined ? sourceCommand(args) : [EXECUTABLE, args];
    const script = `${before}\nexec "$@" ${streams}`;
    const [command = "", ...rest] = [...(alone === true ? ALONE : []), "bash", "-c", script, "bash", program, ...words];
    const variables = { ...env, QA_RIG_BROWSER_PATH: browser, NO_COLOR: "1", ...TELEMETRY };
    const child = new Deno.Command(command, { args: rest, cwd, env: variables, stdin: "null" });
    const { code, stdout, stderr } = await child.output();
    const decoder = new TextDecoder();
    return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
  });
}

for (const { name, code, says, executableOnly, ...kind } of MACHINE_KINDS) {
  Deno.test({
    name: `${name} is told in the words of every error, with exit code ${code}`,
    ignore: executableOnly === true && EXECUTABLE === undefined,
    fn: async () => {
      const ended = await runOn(kind);
      const told = `${ended.stdout}\n${ended.stderr}`;
      assertEquals(ended.code, code, told);
      assertStringIncludes(told, says ?? "");
      assertNotMatch(told, /fault of qa-rig|panicked|[Ss]tack backtrace|^ +at .*:\d+:\d+/m);
      if (code === 2 && says !== undefined) assert(/^error: Cannot [^\n]+: /m.test(ended.stderr), ended.stderr);
    },
  });
}

for (const { name, ...kind } of RUNTIME_REFUSALS) {
  Deno.test({
    name: `${name} ends the executable before it begins, and never with the code of a failed flow`,
    ignore: EXECUTABLE === undefined,
    fn: async () => assertEquals((await runOn({ ...kind, args: ["validate", "a.flow.yaml"] })).code, 101),
  });
}
