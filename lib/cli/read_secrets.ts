import { resolve } from "node:path";
import { UsageError } from "../errors.ts";
import type { Host } from "../host.ts";
import type { Flow, SecretSource } from "../plan/flow.ts";
import { secretsIn } from "../plan/secrets_in.ts";

/** Gives the value of a variable, of `--env-file` or of the environment. */
export type ReadVariable = (name: string) => string | undefined;

/** The values of secrets, each read once. */
export interface Secrets {
  /** Of one that a flow of the run declares. */
  value(source: SecretSource): string;
  readonly all: readonly { readonly name: string; readonly value: string }[];
  /** Environment variables that hold one. */
  readonly variables: readonly string[];
}

/** Reads every secret that flows and their parts declare; throws `UsageError` for the first that is not set. */
export async function readSecrets(flows: readonly Flow[], host: Host, readVariable: ReadVariable): Promise<Secrets> {
  const sources = new Map(flows.flatMap(secretsIn).map((source) => [keyOf(source), source]));
  const values = new Map<string, string>();
  for (const [key, source] of sources) values.set(key, await readSecret(source, host, readVariable));
  return {
    value(source) {
      const value = values.get(keyOf(source));
      if (value === undefined) throw new Error(`Secret "${source.name}" was not read before the run`);
      return value;
    },
    all: [...sources].map(([key, { name }]) => ({ name, value: values.get(key) ?? "" })),
    variables: [...sources.values()].flatMap(({ from }) => "env" in from ? [from.env] : []),
  };
}

async function readSecret({ name, from, at }: SecretSource, host: Host, readVariable: ReadVariable): Promise<string> {
  if ("env" in from) {
    const value = readVariable(from.env);
    if (value !== undefined) return value;
    throw new UsageError(`Cannot read secret "${name}": variable "${from.env}" is not set`, {
      at,
      hint: `set ${from.env}, or give it in a file with --env-file`,
    });
  }
  try {
    return (await host.files.readText(resolve(host.cwd, from.file))).replace(/\r?\n$/, "");
  } catch (cause) {
    throw new UsageError(`Cannot read secret "${name}": found no readable file "${from.file}"`, { at, cause });
  }
}

function keyOf({ from }: SecretSource): string {
  return JSON.stringify(from);
}
