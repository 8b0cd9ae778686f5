import type { Finding } from "../../lib/cli/doctor/finding.ts";
import { assertEquals, assertMatch } from "../assert.ts";
import { inFolder } from "../fake_host.ts";
import { realHost } from "../../lib/host.ts";

/** After `deno task compile`, with its path in TEST_EXECUTABLE; a browser must be found, as for the compiled leg. */
const EXECUTABLE = Deno.env.get("TEST_EXECUTABLE");
/** Nobody's, who may start what everybody may. */
const OTHER_USER = 65534;

interface Checked {
  readonly code: number;
  of(name: string): Finding | undefined;
}

async function doctor(cwd: string, args: readonly string[], as: readonly string[] = []): Promise<Checked> {
  if (EXECUTABLE === undefined) throw new Error("Cannot test doctor: found no variable TEST_EXECUTABLE, expected it");
  const [program = "", ...rest] = [...as, EXECUTABLE, "doctor", "--json", ...args];
  const browser = Deno.env.get("QA_RIG_BROWSER_PATH");
  const env = { PATH: "/usr/bin:/bin", HOME: cwd, ...(browser ? { QA_RIG_BROWSER_PATH: browser } : {}) };
  const { code, stdout, stderr } = await realHost().run(program, { args: rest, cwd, env, clearEnv: true });
  assertEquals(stderr, "");
  const { checks } = JSON.parse(stdout);
  return { code, of: (name) => checks.find((check: Finding) => check.name === name) };
}

Deno.test("the executable's doctor starts the browser and finds no problem", () =>
  inFolder({}, async (cwd) => {
    const { code, of } = await doctor(cwd, ["--offline"]);
    assertEquals([code, of("launch")?.state, of("libraries")?.state], [0, "ok", "ok"]);
    assertMatch(of("version")?.text ?? "", /, an executable of commit [0-9a-f]{12}/);
  }));

Deno.test("the executable's doctor says what to do where there is no browser", () =>
  inFolder({}, async (cwd) => {
    const { code, of } = await doctor(cwd, ["--browser", "webkit"]);
    assertEquals([code, of("browser")?.state], [4, "problem"]);
    assertMatch(of("browser")?.todo ?? "", /npx playwright@\S+ install webkit/);
  }));

Deno.test({
  name: "the executable's doctor works for root and for another user, and tells of the sandbox of each",
  ignore: Deno.uid() !== 0,
  fn: () =>
    inFolder({}, async (cwd) => {
      const root = await doctor(cwd, []);
      assertEquals([root.code, root.of("sandbox")?.text], [0, "off: Chromium gives none to root"]);
      await Deno.chmod(cwd, 0o777);
      const drop = ["setpriv", `--reuid=${OTHER_USER}`, `--regid=${OTHER_USER}`, "--clear-groups"];
      const other = await doctor(cwd, [], drop);
      assertEquals([other.code, other.of("launch")?.state], [0, "ok"]);
      // A container may forbid user namespaces, and then there is a reason.
      assertMatch(other.of("sandbox")?.text ?? "", /^(on|off: .+)$/);
    }),
});
