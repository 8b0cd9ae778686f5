import type { Locator } from "playwright";
import { UsageError } from "../errors.ts";

/** Finds elements by a test id below a page, a frame or an element. */
export type FindByTestId = (root: { locator(selector: string): Locator }, value: string) => Locator;

/** Finds by an attribute of its own: `selectors.setTestIdAttribute` holds for all attempts of the process at once. */
export function findByTestId(attribute: string): FindByTestId {
  if (!/^[A-Za-z_][\w.-]*$/.test(attribute)) {
    throw new UsageError(`Cannot use test id attribute "${attribute}": expected a name such as "data-testid"`);
  }
  return (root, value) => root.locator(`css=[${attribute.replaceAll(".", "\\.")}=${cssString(value)}]`);
}

/** A CSS string; every character that could end it is written as its number. */
function cssString(value: string): string {
  const escaped = value.replace(/["\\\p{Cc}]/gu, (character) => `\\${character.codePointAt(0)?.toString(16)} `);
  return `"${escaped}"`;
}
