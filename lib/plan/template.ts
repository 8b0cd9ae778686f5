import type { Place } from "../errors.ts";
import { type Expression, ExpressionError, LONGEST_TEXT, type Reference, type Scope } from "./expression.ts";
import type { Value } from "./value.ts";

/** A string with `${…}` in it, split into its parts. */
export class Template {
  constructor(
    readonly source: string,
    readonly parts: readonly (string | Expression)[],
    readonly at: Place,
  ) {}

  /** Every name that the expressions inside use. */
  get references(): readonly Reference[] {
    return this.parts.flatMap((part) => typeof part === "string" ? [] : part.references);
  }

  /** A template that is one `${…}` keeps the type of its value; otherwise text. Throws `ExpressionError`. */
  evaluate(scope: Scope): Value {
    const [only] = this.parts;
    if (this.parts.length === 1 && only !== undefined && typeof only !== "string") return only.evaluate(scope);
    const texts = this.parts.map((part) => typeof part === "string" ? part : textOf(part.evaluate(scope)));
    const length = texts.reduce((sum, text) => sum + text.length, 0);
    if (length <= LONGEST_TEXT) return texts.join("");
    // A text that is made of itself doubles with every step.
    throw new ExpressionError(
      `Cannot fill in "${this.source}": found ${length} characters, expected at most ${LONGEST_TEXT}`,
      this.at,
    );
  }

  toString(): string {
    return this.source;
  }

  toJSON(): string {
    return this.source;
  }
}

/** A value inside a text: a string as it is, all else as JSON. */
export function textOf(value: Value): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
