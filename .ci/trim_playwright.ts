import { transform } from "npm:esbuild@0.25.12";

/** A file of Playwright that bundles many modules, and what of it no run of a flow needs. */
interface Trim {
  /** Names that the file exports. */
  readonly exports: readonly string[];
  /** Calls that load their modules. */
  readonly calls: readonly string[];
  /** npm packages that only they use. */
  readonly packages: readonly string[];
  /** Whether it looks names up by itself when it connects. */
  readonly lookup: boolean;
}

/**
 * Deno before 2.8 runs all immediates of a turn before the promises that they settle; Playwright takes each message of the
 * browser in one, counts on Node's order, and lost one new window in five.
 */
const ONE_IMMEDIATE_A_TURN = `setImmediate = ((real) => {
  const waiting = [];
  const next = () => {
    const [call, args] = waiting.shift();
    if (waiting.length > 0) real(next);
    call(...args);
  };
  return (call, ...args) => {
    if (waiting.push([call, args]) === 1) real(next);
  };
})(setImmediate);
`;

/** Connecting to a browser or to a server of Playwright; Deno before 2.8 refuses such a request, and tries all addresses itself. */
const OWN_LOOKUP = /^ +lookup: dualStackLookup,\n/m;

/** Playwright's own command line, its tools for agents, and the protocol and schemas of these. */
const TRIMS: { readonly [path: string]: Trim } = {
  "playwright-core/lib/coreBundle.js": {
    exports: ["libCli", "libCliTestStub", "tools", "oop"],
    calls: ["init_program3", "init_programWithTestStub", "init_tools2", "init_outofprocess"],
    packages: [],
    lookup: true,
  },
  "playwright-core/lib/utilsBundle.js": {
    exports: [
      "CallToolRequestSchema",
      "Client",
      "ListRootsRequestSchema",
      "ListToolsRequestSchema",
      "PingRequestSchema",
      "ProgramOption",
      "ProgressNotificationSchema",
      "SSEClientTransport",
      "SSEServerTransport",
      "Server",
      "StdioClientTransport",
      "StdioServerTransport",
      "StreamableHTTPClientTransport",
      "StreamableHTTPServerTransport",
      "dotenv",
      "enquirer",
      "httpProxyAgent",
      "ini",
      "json5",
      "program",
      "socksProxyAgent",
      "z",
      "zodToJsonSchema",
    ],
    calls: [],
    packages: [
      "@modelcontextprotocol/sdk",
      "ajv-formats",
      "content-type",
      "eventsource",
      "eventsource-parser",
      "pkce-challenge",
      "zod",
      "zod-to-json-schema",
    ],
    lookup: false,
  },
};

/**
 * A file of Playwright without what a run never reaches, which would cost every run a quarter of the time that loading takes.
 * Throws when the file is not the one that this was written for, or when something that is kept uses what is not.
 */
export async function trimPlaywright(path: string, text: string): Promise<string> {
  const trim = TRIMS[path];
  if (trim === undefined) return text;
  const trimmed = withoutCalls(withoutExports(withoutPackages(text, trim), trim), trim);
  const code = await shake(trim.lookup ? without(trimmed, OWN_LOOKUP, "lookup") : trimmed);
  const before = new Set(await freeNames(text));
  const dangling = (await freeNames(code)).filter((name) => !before.has(name));
  if (dangling.length > 0) {
    throw new Error(`Cannot trim "${path}": found uses of ${dangling.join(", ")}, expected none`);
  }
  return code;
}

/** Each module stands below a comment with its path. */
function withoutPackages(text: string, { packages }: Trim): string {
  const modules = text.split(/^(?=\/\/ (?:node_modules|packages)\/\S+$)/m);
  for (const name of packages) insist(modules.some((module) => isOf(module, name)), name);
  return modules.filter((module) => !packages.some((name) => isOf(module, name))).join("");
}

function isOf(module: string, name: string): boolean {
  return module.startsWith(`// node_modules/${name}/`);
}

/** What an export collects goes with it, else it would hold all of that. */
function withoutExports(text: string, { exports }: Trim): string {
  return exports.reduce((before, name) => {
    const [line = "", collection = ""] = new RegExp(`^  ${name}: \\(\\) => (\\w+),?\\n`, "m").exec(before) ?? [];
    insist(line !== "", name);
    const block = new RegExp(`^__export\\(${collection}, \\{\\n(?:  .*\\n)*\\}\\);\\n`, "m");
    const shorthand = new RegExp(`^var ${collection} = import_\\w+\\.\\w+;\\n`, "m");
    return before.replace(line, "").replace(block, "").replace(shorthand, "");
  }, text);
}

function withoutCalls(text: string, { calls }: Trim): string {
  const at = text.lastIndexOf("var init_coreBundle = ");
  const [modules, entry] = [text.slice(0, at), text.slice(at)];
  return modules +
    calls.reduce((before, name) => without(before, new RegExp(`^    ${name}\\(\\);\\n`, "m"), name), entry);
}

function without(text: string, part: RegExp, name: string): string {
  const after = text.replace(part, "");
  insist(after !== text, name);
  return after;
}

function insist(found: boolean, name: string): void {
  if (!found) throw new Error(`Cannot trim Playwright: found no "${name}", expected it as in the version in deno.json`);
}

const EXPORTING = /^module\.exports = __toCommonJS\((?=\w+Bundle_exports\))/m;
const STAND_IN = "globalThis.__module = __toCommonJS(";

/** Takes out what nothing uses: esbuild does that for modules only, and only where it knows that a call does nothing else. */
async function shake(text: string): Promise<string> {
  const asModule = text
    .replace(/^0 && \(module\.exports = \{[^}]*\}\);\n/m, "")
    .replace(EXPORTING, STAND_IN)
    .replaceAll(/ = (__esm|__commonJS)\(\{/g, " = /* @__PURE__ */ $1({")
    .replaceAll(/^(var \w+ = )__toESM\((require_\w+\(\))/gm, "$1/* @__PURE__ */ __toESM(/* @__PURE__ */ $2")
    // A direct eval could use any name there is.
    .replaceAll(/(?<![.$\w])eval\(`/g, "(0, eval)(`");
  insist(asModule.includes(STAND_IN), "module.exports");
  const options = { treeShaking: true, format: "esm", target: "esnext", platform: "node", logLevel: "silent" } as const;
  const { code } = await transform(asModule, options);
  return `"use strict";\n${ONE_IMMEDIATE_A_TURN}${code.replace(STAND_IN, "module.exports = __toCommonJS(")}`;
}

/** Names that a script uses and does not declare. */
async function freeNames(text: string): Promise<readonly string[]> {
  const file = "dist/trimmed.js";
  await Deno.writeTextFile(file, text);
  const args = ["lint", "--no-config", "--rules-tags=", "--rules-include=no-undef", "--json", file];
  const { stdout } = await new Deno.Command(Deno.execPath(), { args, stdin: "null" }).output();
  await Deno.remove(file);
  const { diagnostics }: { diagnostics: { message: string }[] } = JSON.parse(new TextDecoder().decode(stdout));
  return [...new Set(diagnostics.map(({ message }) => message.split(" ")[0] ?? ""))];
}
