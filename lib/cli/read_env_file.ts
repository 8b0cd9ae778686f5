import { UsageError } from "../errors.ts";
import type { Host } from "../host.ts";
import { readGivenFile } from "./read_given_file.ts";

/** The variables of all `--env-file`s, a later file wins; throws `UsageError`, which never shows a value. */
export async function readEnvFiles(host: Host, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const variables = new Map<string, string>();
  for (const path of paths) {
    const text = await readGivenFile(host, path, "--env-file");
    for (const [name, value] of parseEnvFile(text, path)) variables.set(name, value);
  }
  return variables;
}

/**
 * Reads lines of `NAME=VALUE`: an `export` before the name, quotes around the value and comments from `#` on are dropped;
 * `\n` in double quotes is a line break.
 */
export function parseEnvFile(text: string, path: string): readonly (readonly [name: string, value: string])[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (/^\s*(#.*)?$/.test(line)) return [];
    const { name, value } = ENV_LINE.exec(line)?.groups ?? {};
    // The line may hold a secret, so the message has its number alone.
    if (name === undefined || value === undefined) {
      throw new UsageError(`Cannot read env file "${path}": line ${index + 1} is not of the form NAME=VALUE`);
    }
    return [[name, unquoted(value)] as const];
  });
}

const ENV_LINE =
  /^\s*(?:export\s+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)\s*=\s*(?<value>"(?:[^"\\]|\\.)*"|'[^']*'|[^"'\s#](?:[^#]|(?<!\s)#)*|)\s*(?:#.*)?$/;

function unquoted(value: string): string {
  if (value.startsWith("'")) return value.slice(1, -1);
  if (!value.startsWith('"')) return value.trim();
  return value.slice(1, -1).replace(/\\(.)/g, (_, letter: string) => letter === "n" ? "\n" : letter);
}
