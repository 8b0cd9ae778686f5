import { type Environment, type Host, realHost } from "../../lib/host.ts";

/** An environment that holds these variables and no other. */
export function environmentOf(variables: Readonly<Record<string, string>>): Environment {
  return {
    get: (name) => variables[name] || undefined,
    isUnreadable: () => false,
    names: () => Object.keys(variables),
    remove: () => {},
    set: () => {},
  };
}

/** The real outside with another environment, which keeps what goes to standard error. */
export function hostWith(
  variables: Readonly<Record<string, string>>,
): { readonly host: Host; readonly stderr: readonly string[] } {
  const stderr: string[] = [];
  const real = realHost();
  const output = { ...real.stderr, write: (text: string) => void stderr.push(text) };
  return { host: { ...real, env: environmentOf(variables), stderr: output }, stderr };
}
