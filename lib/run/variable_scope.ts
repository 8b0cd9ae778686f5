import type { Scope } from "../plan/expression.ts";
import type { Value } from "../plan/value.ts";

/** The variables of an attempt or a part, and the names around them that never change. */
export class VariableScope {
  readonly #own = new Map<string, Value>();

  /** `fixed` is what every expression sees beside variables: `env`, `secrets`, `run`, `flow`, `row`. */
  constructor(readonly fixed: Scope) {}

  get(name: string): Value | undefined {
    return this.#own.get(name);
  }

  set(name: string, value: Value): void {
    this.#own.set(name, value);
  }

  has(name: string): boolean {
    return this.#own.has(name);
  }

  /** Everything that an expression can see now; `local` wins. */
  all(local: Scope = {}): Scope {
    return { ...Object.fromEntries(this.#own), ...this.fixed, ...local };
  }

  /** The variables as they are, to be given to `restore()`. */
  snapshot(): ReadonlyMap<string, Value> {
    return new Map(this.#own);
  }

  /** Drops everything that was set since the snapshot. */
  restore(snapshot: ReadonlyMap<string, Value>): void {
    this.#own.clear();
    for (const [name, value] of snapshot) this.#own.set(name, value);
  }
}
