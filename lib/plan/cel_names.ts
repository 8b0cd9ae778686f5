import { celEnvironment } from "./cel_environment.ts";

/** Words of CEL's grammar that can be no name. */
const RESERVED = [
  ..."as break const continue else false for function if import in let loop null package namespace return".split(" "),
  ..."true var void while __proto__ prototype".split(" "),
];

/** Names that every expression sees beside the variables. */
export const FIXED_NAMES = ["env", "secrets", "run", "flow", "row"] as const;

interface CelNames {
  /** Words that no variable can be called: grammar, types and namespaces of CEL. */
  readonly words: ReadonlySet<string>;
  /** Functions, called as `size(x)`. */
  readonly functions: readonly string[];
  /** Methods, called as `x.size()`. */
  readonly methods: readonly string[];
}

let names: CelNames | undefined;

/** The names that CEL itself and our functions use; made once. */
export function celNames(): CelNames {
  return names ??= readNames();
}

function readNames(): CelNames {
  const { variables, functions } = celEnvironment().getDefinitions();
  const named = functions.filter(({ name }) => !name.startsWith("matches_"));
  return {
    words: new Set([...RESERVED, ...variables.map(({ name }) => name)]),
    functions: [...new Set(named.filter(({ receiverType }) => receiverType === null).map(({ name }) => name))],
    methods: [...new Set(named.filter(({ receiverType }) => receiverType !== null).map(({ name }) => name))],
  };
}

/** Why a name cannot be that of a variable, for `found …`; `null` when it can. */
export function nameProblem(name: string): string | null {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return "expected letters, digits and _, no digit first";
  if (celNames().words.has(name)) return "it is a word of the expression language";
  if (FIXED_NAMES.some((fixed) => fixed === name)) return `it is taken: ${FIXED_NAMES.join(", ")}`;
  return null;
}
