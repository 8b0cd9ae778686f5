import { OPTION_NAMES, optionEntry, type OptionName, type Options } from "../lib/cli/options.ts";
import { expectedValue, readOptionValue } from "../lib/cli/option_value.ts";
import { readRunSettings } from "../lib/cli/read_run_settings.ts";
import { readSelection } from "../lib/cli/read_selection.ts";
import { UsageError } from "../lib/errors.ts";
import { flowJsonSchema } from "../lib/flow/flow_json_schema.ts";
import { readTelemetrySettings } from "../lib/telemetry/settings.ts";
import { TELEMETRY_VARIABLES } from "../lib/telemetry/telemetry_variables.ts";
import { assertEquals, assertGreater, assertMatch, assertRejects, assertThrows } from "./assert.ts";
import { fakeHost } from "./fake_host.ts";

/** Every option, with its default. */
const DEFAULTS = Object.fromEntries(
  OPTION_NAMES.map((name) => [name.replace(/-(.)/g, (_, letter) => letter.toUpperCase()), optionEntry(name).default]),
) as unknown as Options;

const HUGE = "999999999";

/** Options that hold a number in a text; what reads the text refuses a huge one. */
const IN_TEXT: { readonly [name in OptionName]?: () => void | Promise<void> } = {
  shard: async () => {
    const error = await assertRejects(() => readSelection({ ...DEFAULTS, shard: `1/${HUGE}` }, null), UsageError);
    assertMatch(error.message, /found "1\/999999999", expected at most 10000 parts$/);
  },
  workers: () => {
    for (const workers of [HUGE, `${HUGE}%`]) {
      const error = assertThrows(() => readRunSettings({ ...DEFAULTS, workers }, fakeHost()), UsageError);
      assertMatch(error.message, /^Cannot read option "--workers": found ".*, expected at most 256$/);
    }
  },
  // A seed is not used up.
  shuffle: () => assertEquals(readOptionValue(optionEntry("shuffle"), [`${HUGE}9`]), undefined),
};

for (const name of OPTION_NAMES) {
  const entry = optionEntry(name);
  if (entry.kind === "count") {
    Deno.test(`--${name} says that it takes at most ${entry.maximum}`, () => {
      assertEquals(readOptionValue(entry, [String(entry.maximum)]), entry.maximum);
      for (const text of [String(entry.maximum + 1), "9".repeat(400)]) {
        assertEquals(readOptionValue(entry, [text]), undefined);
        assertEquals(expectedValue(entry, text), `at most ${entry.maximum}`);
      }
    });
  }
  if (entry.kind === "duration") {
    Deno.test(`--${name} says that it takes at most a week`, () => {
      assertEquals(readOptionValue(entry, ["168h"]), 604_800_000);
      for (const text of ["169h", "604800001ms", `${"9".repeat(400)}h`]) {
        assertEquals([readOptionValue(entry, [text]), expectedValue(entry, text)], [undefined, "at most 168h"]);
      }
    });
  }
  const form = "form" in entry ? entry.form?.pattern.source ?? "" : "";
  if (form.includes("\\d")) {
    Deno.test(`--${name} has a bound for the number in its text`, async () => {
      const refuses = IN_TEXT[name];
      if (refuses === undefined) throw new Error(`Cannot find the bound of --${name}: expected it in IN_TEXT`);
      await refuses();
    });
  }
}

Deno.test("every number of a flow file has two bounds in the schema", () => {
  const unbounded: string[] = [];
  let numbers = 0;
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== "object" || value === null) return;
    const { type, minimum, maximum } = value as { type?: unknown; minimum?: unknown; maximum?: unknown };
    if (type === "integer" || type === "number") {
      numbers++;
      if (!Number.isFinite(minimum) || !Number.isFinite(maximum)) unbounded.push(path);
    }
    for (const [key, entry] of Object.entries(value)) walk(entry, `${path}/${key}`);
  };
  walk(flowJsonSchema(), "");
  assertEquals(unbounded, []);
  assertGreater(numbers, 20);
});

for (const [name, { default: written }] of Object.entries(TELEMETRY_VARIABLES)) {
  const isNumber = /^\d+$/.test(written) || /LENGTH_LIMIT$/.test(name);
  if (!isNumber) continue;
  Deno.test(`${name} has a bound`, () => {
    const { env } = fakeHost({
      env: { QA_RIG_OTEL_ENABLED: "1", OTEL_TRACES_SAMPLER: "traceidratio", [name]: "999999999999999" },
    });
    const warning =
      `Cannot use all of variable "${name}": found "999999999999999", expected a (whole )?number from \\d to \\d+`;
    assertMatch(readTelemetrySettings(env).warnings.join("\n"), new RegExp(`^${warning}$`, "m"));
  });
}

Deno.test("QA_RIG_OTEL_SHUTDOWN_TIMEOUT has a bound", () => {
  const { env } = fakeHost({ env: { QA_RIG_OTEL_ENABLED: "1", QA_RIG_OTEL_SHUTDOWN_TIMEOUT: "1000h" } });
  assertMatch(
    assertThrows(() => readTelemetrySettings(env), UsageError).message,
    /found "1000h", expected at most 168h$/,
  );
});
