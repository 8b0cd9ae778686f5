import type { Scalar } from "yaml";
import { Expression, ExpressionError } from "../plan/expression.ts";
import { PlainScalar } from "../plan/plain_scalar.ts";
import { splitTemplate, type TemplatePiece, UnclosedTemplateError } from "../plan/split_template.ts";
import { Template } from "../plan/template.ts";
import type { Written } from "../plan/value.ts";
import { checkCut } from "./check_cut.ts";
import { type Locate, scalarPlace } from "./scalar_place.ts";
import type { Source } from "./source.ts";

/** Reads the scalars of one file; problems go to the source. */
export class ScalarReader {
  constructor(readonly source: Source) {}

  /** A text, a template, or a plain scalar. */
  read(scalar: Scalar): Written {
    const { value } = scalar;
    if (checkCut(scalar, this.source)) return scalar.source ?? "";
    if (typeof value === "string") return this.#template(value, scalarPlace(scalar, this.source));
    const plain = typeof value === "number" || typeof value === "boolean" ? value : null;
    return new PlainScalar(plain, scalar.source ?? "");
  }

  /** A text with its `${…}` parsed; plain text when it has none. */
  #template(text: string, locate: Locate): string | Template {
    // Most texts have none; splitting them would only copy them.
    if (!text.includes("${")) return text;
    try {
      const pieces = splitTemplate(text);
      const [only] = pieces;
      if (pieces.length === 1 && only?.type === "text") return only.text;
      const at = this.source.place(locate(0, text.length));
      return new Template(text, pieces.map((piece) => this.#part(piece, locate)), at);
    } catch (error) {
      this.#templateProblem(error, locate);
      return text;
    }
  }

  #part({ type, text, start }: TemplatePiece, locate: Locate): string | Expression {
    return type === "text" ? text : this.#expression(text, (from, to) => locate(start + from, start + to));
  }

  #expression(source: string, locate: Locate): Expression {
    const place = (from: number, to: number) => this.source.place(locate(from, to));
    return new Expression(source, place(0, source.length), place);
  }

  #templateProblem(error: unknown, locate: Locate): void {
    const [offset] = locate(0, 1);
    if (error instanceof ExpressionError) {
      this.source.spoil(lowerFirst(error.message), error.at, { hint: null, offset });
    } else if (error instanceof UnclosedTemplateError) {
      const hint = 'close it with "}"; a literal "${" is written "$${"';
      this.source.spoil(error.message, locate(error.start, error.start + 2), { hint, offset });
    } else throw error;
  }

  /** A CEL expression without `${…}`. */
  readExpression(scalar: Scalar): Written {
    const text = scalar.source ?? "";
    if (checkCut(scalar, this.source)) return text;
    if (scalar.value === null || text === "") return new PlainScalar(null, text);
    const locate = scalarPlace(scalar, this.source);
    if (text.includes("${")) {
      const start = text.indexOf("${");
      const hint = "an expression stands without it: write the name alone";
      const [offset] = locate(0, 1);
      this.source.spoil('found "${" in an expression', locate(start, start + 2), { hint, offset });
      return text;
    }
    try {
      return this.#expression(text.trimEnd(), locate);
    } catch (error) {
      this.#templateProblem(error, locate);
      return text;
    }
  }
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
