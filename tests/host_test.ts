import { assertEquals } from "./assert.ts";

const HOST = new URL("../lib/host.ts", import.meta.url).href;

/** How a process ends that runs this with a real host. */
async function ended(body: string) {
  const code = `import { realHost } from "${HOST}";\nconst host = realHost();\n${body}`;
  const { code: exit, stderr } = await new Deno.Command(Deno.execPath(), { args: ["eval", "--no-config", code] })
    .output();
  return [exit, new TextDecoder().decode(stderr)];
}

Deno.test("onIdle() decides how a process ends that waits for nothing more, and not how exit() ends one", async () => {
  const idle = 'host.onIdle(() => {\n  host.stderr.write("idle\\n");\n  return 4;\n});\n';
  assertEquals(await ended(`${idle}new Promise(() => {}).then(() => host.exit(0));`), [4, "idle\n"]);
  assertEquals(await ended(`${idle}Promise.resolve(0).then((code) => host.exit(code));`), [0, ""]);
});
