import { UsageError } from "../errors.ts";
import type { Host } from "../host.ts";
import { PlainScalar } from "../plan/plain_scalar.ts";
import type { Flow } from "../plan/flow.ts";
import { typedLike } from "../plan/typed_like.ts";
import type { Value, Written } from "../plan/value.ts";
import { didYouMean } from "../near_names.ts";
import type { Options } from "./options.ts";
import { readGivenFile } from "./read_given_file.ts";

/** Texts of variables by name. */
export type Texts = { readonly [name: string]: string };

/** What `--var-file` and `--var` say, in this order; throws `UsageError`. */
export async function readVariables(host: Host, options: Pick<Options, "var" | "varFile">): Promise<Texts> {
  const texts: Record<string, string> = {};
  for (const path of options.varFile) {
    const text = await readGivenFile(host, path, "--var-file");
    const { parseVariables } = await import("./parse_variables.ts");
    Object.assign(texts, parseVariables(text, path));
  }
  for (const pair of options.var) {
    const end = pair.indexOf("=");
    texts[pair.slice(0, end)] = pair.slice(end + 1);
  }
  return texts;
}

/** The texts that a flow takes: those of names that it declares, each fit to be read as the declared type. */
export function variablesFor(flow: Flow, texts: Texts): Texts {
  const declared = flow.vars.filter(({ name }) => Object.hasOwn(texts, name));
  for (const { name, value } of declared) checkType(name, texts[name] ?? "", value);
  return Object.fromEntries(declared.map(({ name }) => [name, texts[name] ?? ""]));
}

/** Refuses a name that none of the flows declares: it would be without effect. */
export function checkDeclared(flows: readonly Flow[], texts: Texts): void {
  const declared = [...new Set(flows.flatMap(({ vars }) => vars.map(({ name }) => name)))];
  const unknown = Object.keys(texts).find((name) => !declared.includes(name));
  if (unknown === undefined) return;
  throw new UsageError(`Cannot set variable "${unknown}": found no such name in "vars" of the selected flows`, {
    hint: didYouMean(unknown, declared) ??
      (declared.length === 0 ? null : `they declare ${declared.sort().slice(0, 10).join(", ")}`),
  });
}

function checkType(name: string, text: string, value: Written): void {
  const declared = literalOf(value);
  if (declared === undefined || typedLike(declared, text) !== undefined) return;
  const expected = Array.isArray(declared) ? "a list" : typeof declared === "object" ? "a map" : `a ${typeof declared}`;
  throw new UsageError(`Cannot set variable "${name}": found "${text}", expected ${expected} as in the flow file`);
}

/** The value of an entry of `vars` where it is plain data; `undefined` where it has to be evaluated first. */
function literalOf(written: Written): Value | undefined {
  if (written instanceof PlainScalar) return written.value;
  if (written === null || typeof written !== "object") return written;
  if (Array.isArray(written)) return [];
  return Object.getPrototypeOf(written) === Object.prototype ? {} : undefined;
}
