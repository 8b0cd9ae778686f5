import { assertEquals, assertGreater } from "../assert.ts";

interface Module {
  readonly specifier: string;
  readonly npmPackage?: string;
  readonly dependencies?: readonly {
    readonly isDynamic?: boolean;
    readonly code?: { readonly specifier?: string };
  }[];
}

/** What Deno loads for the program before any command is chosen: everything that no `import()` stands before. */
async function loadedAtStart(): Promise<readonly string[]> {
  const root = new URL("../../", import.meta.url);
  const command = new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "main.ts"],
    cwd: root,
  });
  const { stdout } = await command.output();
  const { modules, redirects }: { modules: readonly Module[]; redirects: Readonly<Record<string, string>> } = JSON
    .parse(new TextDecoder().decode(stdout));
  const known = new Map(modules.map((module) => [module.specifier, module]));
  const loaded = new Set<string>();
  visit(new URL("main.ts", root).href);
  return [...loaded].map((specifier) => specifier.replace(root.href, "")).sort();

  function visit(specifier: string): void {
    const target = redirects[specifier] ?? specifier;
    if (loaded.has(target)) return;
    loaded.add(target);
    for (const { isDynamic, code } of known.get(target)?.dependencies ?? []) {
      if (isDynamic !== true && code?.specifier !== undefined) visit(code.specifier);
    }
  }
}

Deno.test("the program starts with lib/cli and the last row alone", async () => {
  const loaded = await loadedAtStart();
  assertGreater(loaded.length, 10);
  const rest = loaded.filter((path) =>
    !/^(main\.ts|deno\.json|node:.*|lib\/cli\/[a-z_]+\.ts|lib\/(mask\/)?[a-z_]+\.ts)$/.test(path)
  );
  assertEquals(rest, ["npm:/deno-std@1.4.0/cli/parse_args.js"]);
});

Deno.test("the program starts without what only a run needs", async () => {
  const loaded = await loadedAtStart();
  const heavy = ["run_flows", "prepare_run", "choose_reporters", "parse_config", "commands/run", "mask"];
  assertEquals(loaded.filter((path) => heavy.some((name) => path.endsWith(`/${name}.ts`))), []);
});
