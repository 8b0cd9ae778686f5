import { Expression } from "../../lib/plan/expression.ts";

/** An expression as the parser would have made it. */
export function expressionOf(source: string): Expression {
  return new Expression(source, { file: "a.flow.yaml", line: 1, column: 1, length: source.length, source });
}
