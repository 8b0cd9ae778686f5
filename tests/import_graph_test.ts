import { dirname, join } from "node:path";
import { assertEquals, assertGreater } from "./assert.ts";

const ROOT = join(import.meta.dirname ?? ".", "..");

/** What each room may import beside itself and the last row; design section 2. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  "main.ts": ["lib/cli"],
  "lib/cli": [
    "deno.json",
    "lib/actions",
    "lib/browser",
    "lib/demo",
    "lib/flow",
    "lib/network",
    "lib/plan",
    "lib/report",
    "lib/run",
    "lib/telemetry",
  ],
  "lib/flow": ["lib/actions", "lib/plan"],
  "lib/plan": [],
  "lib/run": [
    "lib/actions",
    "lib/browser",
    "lib/network",
    "lib/plan",
    "lib/telemetry/attributes.ts",
    "lib/telemetry/telemetry.ts",
  ],
  // Actions get steps, templates and expressions in their input, so they know what these are.
  "lib/actions": ["lib/plan"],
  "lib/browser": ["lib/network"],
  // The shapes of events and results, no runner.
  "lib/report": ["lib/plan", "lib/run/event.ts", "lib/run/result.ts"],
  "lib/telemetry": ["lib/network"],
  "lib/network": [],
  "lib/demo": ["flows"],
};

/** Open to all; they import only each other. */
const LAST_ROW = [
  "host.ts",
  "errors.ts",
  "exit_code.ts",
  "duration.ts",
  "mask.ts",
  "mask",
  "near_names.ts",
  "own_folder.ts",
  "text_start.ts",
  "well_formed.ts",
  "write_files.ts",
];

/** Packages that only one room may load; types are free. */
const PACKAGES: readonly (readonly [package_: RegExp, room: string])[] = [
  [/^@opentelemetry\//, "lib/telemetry"],
  [/^playwright/, "lib/browser"],
  [/^@std\/cli/, "lib/cli"],
];

interface Arrow {
  readonly from: string;
  /** A path below the root, or a package. */
  readonly to: string;
  readonly isLocal: boolean;
  readonly isType: boolean;
}

const IMPORT =
  /^\s*(?:import|export)\s+(?<type>type\s)?(?:[^"';]*?\sfrom\s*)?"(?<static>[^"]+)"|\bimport\(\s*"(?<dynamic>[^"]+)"\s*\)/gm;

/** Comments are dropped first: an example in a docstring is no import. */
function arrowsOf(file: string, text: string): readonly Arrow[] {
  const code = text.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "");
  return [...code.matchAll(IMPORT)].map(({ groups = {}, index }) => {
    const specifier = groups.static ?? groups.dynamic ?? "";
    // `typeof import("x")` and `import("x").Name` are types.
    const isType = groups.type !== undefined || (groups.dynamic !== undefined && isTypeImport(code, index));
    const isLocal = specifier.startsWith(".");
    const to = isLocal ? join(dirname(file), specifier).replaceAll("\\", "/") : specifier;
    return { from: file, to, isLocal, isType };
  });
}

function isTypeImport(code: string, index: number): boolean {
  const after = code.slice(index).replace(/^.*?\)/s, "");
  return /typeof\s+$/.test(code.slice(0, index)) || /^\s*\.[A-Z]/.test(after);
}

function roomOf(path: string): string {
  const [top = "", second = ""] = path.split("/");
  if (top !== "lib") return top;
  return LAST_ROW.includes(second) ? "last row" : `lib/${second}`;
}

function isAllowed({ from, to }: Arrow): boolean {
  const [room, target] = [roomOf(from), roomOf(to)];
  if (room === target || target === "last row") return true;
  return (ARROWS[room] ?? []).some((allowed) => to === allowed || target === allowed);
}

async function sources(): Promise<readonly { readonly file: string; readonly text: string }[]> {
  const files = ["main.ts", ...await filesBelow("lib")];
  return await Promise.all(files.map(async (file) => ({ file, text: await Deno.readTextFile(join(ROOT, file)) })));
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await Array.fromAsync(Deno.readDir(join(ROOT, folder)));
  const lists = entries.map(({ name, isDirectory }) => {
    const path = `${folder}/${name}`;
    return isDirectory ? filesBelow(path) : name.endsWith(".ts") ? [path] : [];
  });
  return (await Promise.all(lists)).flat().sort();
}

Deno.test("every arrow between rooms is one of the design's", async () => {
  const files = await sources();
  assertGreater(files.length, 20);
  const arrows = files.flatMap(({ file, text }) => arrowsOf(file, text)).filter(({ to }) =>
    /^(lib\/|main|deno)/.test(to)
  );
  assertGreater(arrows.length, files.length);
  assertEquals(arrows.filter((arrow) => !isAllowed(arrow)).map(({ from, to }) => `${from} -> ${to}`), []);
});

Deno.test("every heavy package is loaded by its own room", async () => {
  const arrows = (await sources()).flatMap(({ file, text }) => arrowsOf(file, text)).filter(({ isType }) => !isType);
  const wrong = PACKAGES.flatMap(([package_, room]) =>
    arrows.filter(({ from, to }) => package_.test(to) && roomOf(from) !== room)
  );
  assertEquals(wrong.map(({ from, to }) => `${from} -> ${to}`), []);
});

/** The parts of the real host. */
const HOST = ["lib/host.ts", "lib/own_folder.ts", "lib/write_files.ts"];

/** They change what Playwright gets from these modules, and use none of it themselves. */
const WRAPPERS = [
  "lib/browser/skip_fonts_wait.ts",
  "lib/browser/spawned_process.ts",
  "lib/browser/tolerate_refused_paths.ts",
];

Deno.test("only the real host touches Deno, process and the console", async () => {
  const outside =
    /\bDeno\.[a-z]|\bglobalThis\.(?:Deno|process|console)\b|"node:(?:process|fs|child_process)|\bconsole\.(?:log|error|warn|info|debug|trace|table|dir)\(|\bprocess\.(?:env|exit|argv|cwd|stdout|stderr|stdin|on|platform)\b/;
  const found = (await sources()).filter(({ file }) => ![...HOST, ...WRAPPERS].includes(file)).flatMap((
    { file, text },
  ) => withoutTexts(text).split("\n").filter((line) => outside.test(line)).map((line) => `${file}: ${line.trim()}`));
  assertEquals(found, []);
});

Deno.test("no file is named after nothing", async () => {
  const vague = /(^|\/)(utils?|helpers?|common|types|constants|misc)(\.ts|\/|_)/;
  assertEquals((await filesBelow("lib")).filter((file) => vague.test(file)), []);
});

Deno.test("zod is imported so that a bundle keeps only what is used of it", async () => {
  const whole = /^import \{ z \} from "zod"|instanceof z\.core\./m;
  assertEquals((await sources()).filter(({ text }) => whole.test(text)).map(({ file }) => file), []);
});

/** Comments and texts may speak of what code must not use; imports stay. */
function withoutTexts(text: string): string {
  return text
    .replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "")
    .replace(/`(?:[^`\\]|\\.)*`/g, "``")
    .replace(/"(?!node:)(?:[^"\\\n]|\\.)*"/g, '""');
}
