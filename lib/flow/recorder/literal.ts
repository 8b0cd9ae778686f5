import { parsePattern } from "../../actions/pattern.ts";

/** A text of a page as a flow file says it: a `${` in it is no expression. */
export function literal(text: string): string {
  // A function, because "$$" in a replacement is one "$".
  return text.replaceAll("${", () => "$${");
}

/** The same for a name or a text of a locator, where `/…/` would be a regular expression. */
export function literalName(text: string): string {
  return isPattern(text) ? `/^${text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}$/` : literal(text);
}

function isPattern(text: string): boolean {
  try {
    return parsePattern(text) !== null;
  } catch {
    return true;
  }
}
