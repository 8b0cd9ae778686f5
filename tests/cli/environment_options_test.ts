import { assertEquals, assertThrows } from "../assert.ts";
import { fakeHost } from "../fake_host.ts";
import { readEnvironment } from "../../lib/cli/environment_options.ts";
import { optionsOf } from "../../lib/cli/options.ts";
import { UsageError } from "../../lib/errors.ts";
import { TELEMETRY_VARIABLES } from "../../lib/telemetry/telemetry_variables.ts";

function read(env: Readonly<Record<string, string>>) {
  return readEnvironment(fakeHost({ env }).env, optionsOf("run"));
}

Deno.test("readEnvironment() reads the variable of every kind of option", () => {
  const env = {
    QA_RIG_BASE_URL: "http://localhost:1",
    QA_RIG_HEADED: "TRUE",
    QA_RIG_TRACE_PARENT: "0",
    QA_RIG_OTEL_ENABLED: "on",
    QA_RIG_TIMEOUT: "20s",
    QA_RIG_RETRIES: "2",
    QA_RIG_BROWSER: "webkit",
    QA_RIG_TAG: "smoke,!slow\ncart\n",
    QA_RIG_REPORTER: "list,junit=a.xml",
    QA_RIG_SHUFFLE: "7",
    QA_RIG_NAME: "",
    PATH: "/bin",
  };
  assertEquals(read(env), {
    options: {
      "base-url": "http://localhost:1",
      headed: true,
      "trace-parent": false,
      otel: true,
      timeout: 20_000,
      retries: 2,
      browser: "webkit",
      tag: ["smoke,!slow", "cart"],
      reporter: ["list", "junit=a.xml"],
      shuffle: "7",
    },
    warnings: [],
  });
});

Deno.test("readEnvironment() warns of an unknown variable and suggests the near one", () => {
  assertEquals(read({ QA_RIG_BASEURL: "x", QA_RIG_WHATEVER: "1" }).warnings, [
    'Unknown variable "QA_RIG_BASEURL" is ignored: did you mean "QA_RIG_BASE_URL"?',
    'Unknown variable "QA_RIG_WHATEVER" is ignored',
  ]);
});

Deno.test("readEnvironment() knows the variables of telemetry", () => {
  const names = Object.keys(TELEMETRY_VARIABLES).filter((name) => name.startsWith("QA_RIG_"));
  assertEquals(read(Object.fromEntries(names.map((name) => [name, "1s"]))).warnings, []);
});

Deno.test("readEnvironment() leaves an unclear wish for telemetry to lib/telemetry", () => {
  assertEquals(read({ QA_RIG_OTEL_ENABLED: "maybe" }), { options: {}, warnings: [] });
});

Deno.test("readEnvironment() names the variable that cannot be read", () => {
  const cases: [string, string, string][] = [
    ["QA_RIG_HEADED", "maybe", "one of 1, true, yes, on, 0, false, no, off"],
    ["QA_RIG_TIMEOUT", "20", "a duration such as 500ms, 20s or 2m"],
    ["QA_RIG_SHARD", "x", "a part and a count such as 2/5"],
  ];
  for (const [name, text, expected] of cases) {
    const error = assertThrows(() => read({ [name]: text }), UsageError);
    assertEquals(error.message, `Cannot read variable "${name}": found "${text}", expected ${expected}`);
  }
});

Deno.test("readEnvironment() ignores variables of options that the command does not take", () => {
  const { env } = fakeHost({ env: { QA_RIG_TIMEOUT: "nonsense" } });
  assertEquals(readEnvironment(env, optionsOf("validate")), { options: {}, warnings: [] });
});

Deno.test("readEnvironment() names the variable that is not Unicode", () => {
  const { env } = fakeHost();
  const isUnreadable = (name: string) => name === "QA_RIG_WORKERS";
  const message = 'Cannot read variable "QA_RIG_WORKERS": found bytes that are not Unicode, expected a whole number';
  assertThrows(() => readEnvironment({ ...env, isUnreadable }, ["workers"]), UsageError, message);
  assertEquals(readEnvironment({ ...env, isUnreadable }, ["base-url"]).options, {});
});
