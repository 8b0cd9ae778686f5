import { dirname, join } from "node:path";
import type { Host } from "../../host.ts";
import { readElf } from "./read_elf.ts";

/** Where the loader looks without being told, in Debian, Fedora and Alpine. */
const STANDARD_FOLDERS = ["/lib", "/usr/lib", "/lib64", "/usr/lib64", "/usr/local/lib"];
const TRIPLES = { x86_64: "x86_64-linux-gnu", aarch64: "aarch64-linux-gnu", other: "" } as const;

/** A program, and the variables that it is started with. */
export interface LinkedProgram {
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The shared libraries that a program or one of its libraries needs and that are nowhere, sorted, its loader among them; Linux only. */
export async function missingLibraries(host: Host, { executable, env }: LinkedProgram): Promise<readonly string[]> {
  const given = (env["LD_LIBRARY_PATH"] ?? host.env.get("LD_LIBRARY_PATH") ?? "").split(":");
  const always = [...given, ...STANDARD_FOLDERS, ...await configuredFolders(host)].filter((folder) => folder !== "");
  const seen = new Set<string>();
  const missing = new Set<string>();
  const waiting = [executable];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const origin = dirname(path);
    const needs = await readElf(path, host.files).catch(() => null);
    if (needs?.loader && (await host.files.info(needs.loader)) === null) missing.add(needs.loader);
    const own = (needs?.folders ?? []).map((folder) => folder.replace(/\$(ORIGIN|\{ORIGIN\})/g, origin));
    for (const library of needs?.libraries ?? []) {
      if (seen.has(library)) continue;
      seen.add(library);
      const found = await findIn([...own, dirname(executable), ...always], library, host);
      if (found === null) missing.add(library);
      else waiting.push(found);
    }
  }
  return [...missing].sort();
}

async function findIn(folders: readonly string[], library: string, { files }: Host): Promise<string | null> {
  for (const folder of folders) {
    const path = join(folder, library);
    if ((await files.info(path))?.isFile) return path;
  }
  return null;
}

/** Folders of ld.so.conf, and those of Debian's architectures. */
async function configuredFolders({ files, system }: Host): Promise<readonly string[]> {
  const listed = await files.list("/etc/ld.so.conf.d").catch(() => []);
  const texts = await Promise.all(
    ["/etc/ld.so.conf", ...listed.map(({ name }) => `/etc/ld.so.conf.d/${name}`)]
      .map((path) => files.readText(path).catch(() => "")),
  );
  const lines = texts.flatMap((text) => text.split("\n")).map((line) => line.trim());
  const triple = TRIPLES[system.arch];
  return [
    ...triple === "" ? [] : [`/lib/${triple}`, `/usr/lib/${triple}`],
    ...lines.filter((line) => line.startsWith("/")),
  ];
}
