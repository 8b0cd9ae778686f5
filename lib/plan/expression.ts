import type { Place } from "../errors.ts";
import { celEnvironment } from "./cel_environment.ts";
import { type CelCall, linearCalls, type NodeRange, readTree } from "./cel_tree.ts";
import { LINEAR_MATCHES } from "./cel_functions.ts";
import { fromCel, toCel } from "./cel_value.ts";
import type { Value } from "./value.ts";

/** Characters of a value: as many as the largest body that `request` reads. */
export const LONGEST_TEXT = 32 * 1024 * 1024;

/** Entries of a list that an expression gives. */
const LONGEST_LIST = 1_000_000;

/** What an expression can see: variables by name, and `secrets`, `env`, `run`, `flow`, `row`. */
export type Scope = { readonly [name: string]: Value };

/** A name that an expression uses: `env.HOME` has the path `["env", "HOME"]`. */
export interface Reference {
  readonly path: readonly string[];
  readonly at: Place;
}

/** A function that an expression calls; `method` is the form `text.size()`. */
export interface FunctionCall {
  readonly name: string;
  readonly method: boolean;
  readonly at: Place;
}

/** The place of a part of an expression, from offsets in its source. */
export type Locate = (start: number, end: number) => Place;

/** An expression that cannot be parsed or evaluated; `at` points into it. */
export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
  constructor(message: string, readonly at: Place, options: ErrorOptions = {}) {
    super(message, options);
  }
}

/** A CEL expression of a flow file, parsed. */
export class Expression {
  readonly #run: (scope: Record<string, unknown>) => unknown;
  readonly #locate: Locate;
  readonly references: readonly Reference[];
  readonly calls: readonly FunctionCall[];

  /** `at` is where the source begins; throws `ExpressionError` when it cannot be parsed. */
  constructor(readonly source: string, readonly at: Place, locate?: Locate) {
    this.#locate = locate ?? ((start, end) => within(at, start, end));
    try {
      const parsed = celEnvironment().parse(source);
      const { references, calls } = readTree(parsed.ast);
      linearCalls(parsed.ast);
      this.#run = parsed;
      this.references = references.map(({ path, start, end }) => ({ path, at: this.#locate(start, end) }));
      this.calls = calls.map((call: CelCall) => ({ ...call, at: this.#locate(call.start, call.end) }));
    } catch (error) {
      throw this.#placed("Cannot parse", error);
    }
  }

  /** The value as plain data; throws `ExpressionError`. */
  evaluate(scope: Scope): Value {
    try {
      return bounded(fromCel(this.#run(this.#visible(scope))));
    } catch (error) {
      throw this.#placed("Cannot evaluate", error);
    }
  }

  toString(): string {
    return this.source;
  }

  toJSON(): string {
    return this.source;
  }

  /** Only what the expression names: a scope may hold a large captured value. */
  #visible(scope: Scope): Record<string, unknown> {
    const names = new Set(this.references.map(({ path }) => path[0] ?? ""));
    const seen: Record<string, unknown> = Object.create(null);
    for (const name of names) {
      const value = Object.hasOwn(scope, name) ? scope[name] : undefined;
      if (value !== undefined) seen[name] = toCel(value);
    }
    return seen;
  }

  #placed(what: string, error: unknown): ExpressionError {
    const { start, end } = rangeOf(error);
    const message = `${what} "${this.source.replace(/\s+/g, " ")}": ${reasonOf(error)}`;
    return new ExpressionError(message, this.#locate(start, Math.max(end, start + 1)), { cause: error });
  }
}

function bounded(value: Value): Value {
  if (typeof value === "string" && value.length > LONGEST_TEXT) {
    throw new RangeError(`found ${value.length} characters, expected at most ${LONGEST_TEXT}`);
  }
  if (Array.isArray(value) && value.length > LONGEST_LIST) {
    throw new RangeError(`found a list of ${value.length}, expected at most ${LONGEST_LIST}`);
  }
  return value;
}

/** The words of the expression language for tokens, as people write them. */
const TOKENS: { readonly [name: string]: string } = {
  EOF: "the end",
  EQ: '"=="',
  RPAREN: '")"',
  LPAREN: '"("',
  RBRACKET: '"]"',
  LBRACKET: '"["',
  RBRACE: '"}"',
  LBRACE: '"{"',
  COLON: '":"',
  COMMA: '","',
  DOT: '"."',
  QUESTION: '"?"',
  AND: '"&&"',
  OR: '"||"',
  NOT: '"!"',
  IDENTIFIER: "a name",
  STRING: "a text",
  NUMBER: "a number",
};

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? summaryOf(error) : String(error);
  if (message === "Unexpected token: EOF") return "it ends too early";
  const readable = message.replaceAll(LINEAR_MATCHES, "matches").replaceAll("'", '"').replace(", got ", ", found ")
    .replace(/\b[A-Z]{2,}\b/g, (name) => TOKENS[name] ?? name);
  return readable.charAt(0).toLowerCase() + readable.slice(1);
}

/** CEL's messages carry a picture of the source below; ours comes from the file. */
function summaryOf(error: Error): string {
  return ("summary" in error ? String(error.summary) : error.message).split("\n")[0] ?? "";
}

function rangeOf(error: unknown): NodeRange {
  const range = error instanceof Error && "range" in error ? error.range : undefined;
  return isRange(range) ? range : { start: 0, end: 0 };
}

function isRange(value: unknown): value is NodeRange {
  return typeof value === "object" && value !== null && "start" in value && "end" in value &&
    typeof value.start === "number" && typeof value.end === "number";
}

/** The place of a part of an expression that stands in one line as it is written. */
function within(at: Place, start: number, end: number): Place {
  const column = Math.min(at.column + start, at.source.length + 1);
  return { ...at, column, length: Math.max(1, end - start) };
}
