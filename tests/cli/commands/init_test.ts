import { parse } from "yaml";
import { flowJsonSchema } from "../../../lib/flow/flow_json_schema.ts";
import { main } from "../../../main.ts";
import { assertEquals, assertMatch } from "../../assert.ts";
import { fakeHost, inFolder } from "../../fake_host.ts";
import { readReport, runProgram, startProgram } from "../../program.ts";

const WRITTEN = [
  ".github/workflows/flows.yml",
  ".gitignore",
  "flows/first.flow.yaml",
  "flows/flow.schema.json",
  "qa-rig.yaml",
];

async function qaRig(cwd: string, ...args: readonly string[]) {
  const host = fakeHost({ args, cwd });
  return { code: await main(host), ...host.written };
}

/** Every file below a folder with its text. */
async function textsBelow(folder: string, prefix = ""): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) Object.assign(texts, await textsBelow(path, `${prefix}${name}/`));
    else texts[prefix + name] = await Deno.readTextFile(path);
  }
  return texts;
}

Deno.test("init writes a project that is valid and formatted", async () => {
  await inFolder({}, async (cwd) => {
    const { code, stdout } = await qaRig(cwd, "init");
    assertEquals([code, stdout.split("\n").slice(0, 5)], [0, [
      "wrote    flows/first.flow.yaml",
      "wrote    flows/flow.schema.json",
      "wrote    qa-rig.yaml",
      "wrote    .github/workflows/flows.yml",
      "wrote    .gitignore: /qa-rig-report/",
    ]]);
    const texts = await textsBelow(cwd);
    assertEquals(Object.keys(texts).sort(), WRITTEN);
    assertMatch(texts["flows/first.flow.yaml"] ?? "", /^# yaml-language-server: \$schema=flow\.schema\.json\n/);
    assertEquals(JSON.parse(texts["flows/flow.schema.json"] ?? ""), JSON.parse(JSON.stringify(flowJsonSchema())));
    assertEquals((await qaRig(cwd, "validate")).code, 0);
    assertEquals((await qaRig(cwd, "fmt", "--check")).code, 0);
    assertEquals((await qaRig(cwd, "plan")).stderr, "", "nothing is unused");
  });
});

Deno.test("init writes a flow and a workflow that run against demo --serve", async () => {
  await inFolder({}, async (cwd) => {
    assertEquals((await runProgram(["init", "shop"], { cwd })).code, 0);
    const project = `${cwd}/shop`;
    const demo = startProgram(["demo", "--serve", "--port", "0"], { cwd });
    const words = demo.stdout.pipeThrough(new TextDecoderStream()).getReader();
    try {
      const url = await siteOf(words);
      const commands = await workflowCommands(project);
      assertEquals(commands.length, 2);
      for (const command of commands) {
        const args = command.split(" ").slice(1);
        const ended = await runProgram(args[0] === "run" ? [...args, "--base-url", url] : args, { cwd: project });
        assertEquals(ended.code, 0, ended.stdout + ended.stderr);
      }
      const { flows } = await readReport(`${project}/qa-rig-report`);
      assertEquals(flows.map(({ status, steps_executed }) => [status, steps_executed]), [["passed", 4]]);
    } finally {
      demo.kill("SIGINT");
      await Promise.all([words.cancel(), demo.stderr.cancel(), demo.status]);
    }
  });
});

/** The steps of the workflow that check and run the flows. */
async function workflowCommands(project: string): Promise<readonly string[]> {
  const { jobs } = parse(await Deno.readTextFile(`${project}/.github/workflows/flows.yml`));
  const steps: readonly { readonly run?: string }[] = jobs.flows.steps;
  return steps.flatMap(({ run = "" }) => /^\.\/qa-rig .*$/.test(run) ? [run] : []);
}

/** Where the demo site is, as it says first. */
async function siteOf(words: ReadableStreamDefaultReader<string>): Promise<string> {
  for (let text = "";;) {
    const { done, value = "" } = await words.read();
    text += value;
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
    if (url !== undefined) return url;
    if (done) throw new Error(`Cannot find the demo site: found "${text}"`);
  }
}

Deno.test("init never writes over what is there", async () => {
  const mine = {
    ".github/workflows/flows.yml": "mine\n",
    ".gitignore": "dist\r\n.env",
    "flows/first.flow.yaml": "mine\n",
    "flows/flow.schema.json": "mine\n",
    "qa-rig.yaml": "# mine\n",
  };
  await inFolder(mine, async (cwd) => {
    const { code, stdout } = await qaRig(cwd, "init");
    assertEquals([code, stdout.match(/^(?:kept|added to|wrote)/gm)], [0, ["kept", "kept", "kept", "kept", "added to"]]);
    const ignored = "dist\r\n.env\n/qa-rig-report/\n";
    assertEquals(await textsBelow(cwd), { ...mine, ".gitignore": ignored });
    await qaRig(cwd, "init");
    assertEquals(await textsBelow(cwd), { ...mine, ".gitignore": ignored }, "a second time nothing changes");
  });
});

Deno.test("init leaves a .gitignore alone that says the same in other words", async () => {
  await inFolder({ ".gitignore": "qa-rig-report\n" }, async (cwd) => {
    await qaRig(cwd, "init");
    assertEquals(await Deno.readTextFile(`${cwd}/.gitignore`), "qa-rig-report\n");
  });
});

Deno.test({
  name: "init writes nothing through a link that leads nowhere",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inFolder({}, async (cwd) => {
      await Deno.symlink(`${cwd}/elsewhere.yaml`, `${cwd}/qa-rig.yaml`);
      const { code, stdout } = await qaRig(cwd, "init");
      assertEquals(code, 0);
      assertMatch(stdout, /^kept {5}qa-rig\.yaml/m);
      assertEquals((await Array.fromAsync(Deno.readDir(cwd), ({ name }) => name)).includes("elsewhere.yaml"), false);
    }),
});

Deno.test({
  name: "init makes nothing where a link leads out of the folder",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inFolder({ "repo/a": "", "home/rc": "mine" }, async (root) => {
      await Deno.symlink(`${root}/home`, `${root}/repo/flows`);
      const { code, stderr } = await qaRig(`${root}/repo`, "init");
      assertEquals(code, 2);
      assertMatch(stderr, /^error: Cannot write into "flows": found a link that leads to ".*home"\nhint: /);
      assertEquals(await textsBelow(`${root}/home`), { "rc": "mine" });
    }),
});

Deno.test("init says what is in its way", async () => {
  await inFolder({ "file": "", "full/.gitignore/x": "" }, async (cwd) => {
    for (
      const [args, message] of [
        [["file"], /^error: Cannot write "flows\/first\.flow\.yaml": /],
        [["full"], /^error: Cannot write "\.gitignore": /],
        [["a", "b"], /^error: Cannot begin a project in "a" and "b": expected one folder\n$/],
      ] as const
    ) {
      const { code, stderr } = await qaRig(cwd, "init", ...args);
      assertEquals(code, 2, stderr);
      assertMatch(stderr, message);
    }
  });
});
