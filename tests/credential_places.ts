import { optionEntry, type OptionName } from "../lib/cli/options.ts";
import { main } from "../main.ts";
import { assert, assertEquals } from "./assert.ts";
import { fakeHost, inFolder } from "./fake_host.ts";

/** With what every canary begins: one search finds all of them. */
const PREFIX = "Kanari";

/** Gives every place where a credential is put a value of its own, so that a leak names its place. */
export class Canaries {
  readonly #places: string[] = [];

  /** A new credential for a place; nothing has to escape it, so it may stand anywhere. */
  in(place: string): string {
    this.#places.push(place);
    return `${PREFIX}${String(this.#places.length - 1).padStart(4, "0")}Qx7Zw`;
  }

  /** A URL with a credential at every place that a URL has for one. */
  url(place: string, origin = "https://127.0.0.1:9"): string {
    const [user, password, query, fragment] = ["user", "password", "query", "fragment"].map((part) =>
      this.in(`the ${part} of the URL in ${place}`)
    );
    return `${origin.replace("//", `//${user}:${password}@`)}/?token=${query}#access_token=${fragment}`;
  }

  /** What stands in outputs that should not: the place that it was given at, the output, and the text around. */
  leaksIn(outputs: Iterable<readonly [name: string, text: string]>): readonly string[] {
    const leaks = new Set<string>();
    for (const [name, text] of outputs) {
      for (const { index, groups } of text.matchAll(ANY_FORM)) {
        const place = groups?.number === undefined ? "a place" : this.#places[Number(groups.number)];
        leaks.add(`${name} has ${place}: ${text.slice(Math.max(0, index - 80), index + 40)}`);
      }
    }
    return [...leaks];
  }
}

/** As it is and in capitals, percent-encoded whole, and in base64 at all three offsets. */
const ANY_FORM = new RegExp(
  [
    `${PREFIX}(?<number>\\d{4})?`,
    [...PREFIX].map((one) => `%${one.charCodeAt(0).toString(16)}`).join(""),
    ...["", "x", "xy"].map((before) => {
      // What stands before and behind changes the characters at the edges.
      const text = btoa(`${before}${PREFIX}`).replace(/=+$/, "");
      return text.slice(before === "" ? 0 : before.length + 1, before === "" ? undefined : -1);
    }),
  ].join("|"),
  "gi",
);

const FLOW = "flow: A\nvars: {token: none, item: none}\nsteps:\n  - goto: /\n";

/** What one of the two streams got. */
export interface Output {
  readonly name: string;
  readonly text: string;
}

/** Runs the program with arguments in a folder, and gives both of its outputs. */
export async function outputs(
  args: readonly string[],
  { files = {}, env = {}, stdin = "" }: {
    readonly files?: Readonly<Record<string, string>>;
    readonly env?: Readonly<Record<string, string>>;
    readonly stdin?: string;
  } = {},
): Promise<readonly Output[]> {
  return await inFolder({ "a.flow.yaml": FLOW, ...files }, async (cwd) => {
    const host = fakeHost({ args, env, cwd, stdin });
    const code = await main(host);
    const name = `"qa-rig ${args.filter((one) => !one.includes("Kanari")).join(" ")}" (${code})`;
    const { stdout, stderr } = host.written;
    assert(`${stdout}${stderr}` !== "" || code === 0, `${name} says nothing`);
    return [{ name: `${name} stdout`, text: stdout }, { name: `${name} stderr`, text: stderr }];
  });
}

/** Fails with every place whose credential an output has. */
export function assertNoLeak(canaries: Canaries, all: readonly Output[]): void {
  assertEquals(canaries.leaksIn(all.map(({ name, text }) => [name, text] as const)), []);
}

/** Texts that may be given for an option: as it is meant, and with the mistakes that people make. */
export function textsFor(name: OptionName, place: string, canaries: Canaries): readonly string[] {
  const entry = optionEntry(name);
  const url = () => canaries.url(place);
  const mistakes = [
    url().replace("https://", "htp//"),
    url().replace("https://", "http:/"),
    url().replace("127.0.0.1", "[x"),
    `a,${url()}`,
  ];
  const kind = "value" in entry ? entry.value : "";
  const bare = () => `${canaries.in(place)}:${canaries.in(place)}@127.0.0.1:9`;
  if (kind === "URL") return [url(), url().replace("https", "ws"), `grid+${url()}`, bare(), ...mistakes];
  if (kind === "NAME=VALUE") {
    return [`token=${canaries.in(place)}`, `api-token=${canaries.in(place)}`, `item=${url()}`, ...mistakes];
  }
  return [url(), ...mistakes];
}

/** What is cheap to run with any option and starts nothing. */
export function commandLines(name: OptionName): readonly (readonly string[])[] {
  const own = optionEntry(name).commands;
  return [
    ...own.includes("run") ? [["run", "a.flow.yaml", "--show-config"]] : [],
    ...own.includes("plan") ? [["plan", "a.flow.yaml"], ["plan", "a.flow.yaml", "--format", "json"]] : [],
    ["validate", "a.flow.yaml"],
    ["telemetry", "status"],
    ["report", "show"],
  ];
}

const PLANS = ["text", "json", "markdown", "mermaid"].map((format) => ["plan", "a.flow.yaml", "--format", format]);
/** What reads a flow and tells of it. */
export const READERS = [...PLANS, ["validate", "a.flow.yaml"], ["validate", "a.flow.yaml", "--format", "json"]];
