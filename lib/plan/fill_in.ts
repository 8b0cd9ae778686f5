import { Expression, type Scope } from "./expression.ts";
import { isPart } from "./flow.ts";
import { PlainScalar } from "./plain_scalar.ts";
import { isStepNode } from "./step_node.ts";
import { Template } from "./template.ts";
import type { Written } from "./value.ts";

/**
 * Replaces every `Template` by its value and every `PlainScalar` by its own, deep; expressions and step lists stay as
 * they are, because the action decides when they run. Throws `ExpressionError`.
 */
export function fillIn(written: Written, scope: Scope): unknown {
  if (written instanceof Template) return written.evaluate(scope);
  if (written instanceof PlainScalar) return written.value;
  if (written instanceof Expression || isStepNode(written) || isPart(written)) return written;
  if (Array.isArray(written)) return written.map((entry) => fillIn(entry, scope));
  if (typeof written !== "object" || written === null) return written;
  return Object.fromEntries(Object.entries(written).map(([key, entry]) => [key, fillIn(entry, scope)]));
}
