/** A part of a text with `${…}` in it; `start` is where it stands in the text. */
export interface TemplatePiece {
  readonly type: "text" | "expression";
  /** For an expression what stands between the braces. */
  readonly text: string;
  readonly start: number;
}

/** A `${` without its `}`. */
export class UnclosedTemplateError extends Error {
  override readonly name = "UnclosedTemplateError";
  constructor(readonly start: number) {
    super('found "${" without its "}"');
  }
}

/**
 * Splits a text at its `${…}`; `$${` is a literal `${`. The end of an expression is found with nested braces and strings
 * in mind. Throws `UnclosedTemplateError`.
 */
export function splitTemplate(text: string): readonly TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let literal = "";
  let literalStart = 0;
  let index = 0;
  while (index < text.length) {
    if (text.startsWith("$${", index)) {
      literal += "${";
      index += 3;
    } else if (text.startsWith("${", index)) {
      const end = endOfExpression(text, index);
      if (literal !== "") pieces.push({ type: "text", text: literal, start: literalStart });
      pieces.push({ type: "expression", text: text.slice(index + 2, end), start: index + 2 });
      literal = "";
      literalStart = index = end + 1;
    } else {
      literal += text[index++];
    }
  }
  if (literal !== "" || pieces.length === 0) pieces.push({ type: "text", text: literal, start: literalStart });
  return pieces;
}

/** The offset of the `}` that closes the `${` at `start`. */
function endOfExpression(text: string, start: number): number {
  let depth = 0;
  for (let index = start + 2; index < text.length; index++) {
    const character = text[index];
    if (character === '"' || character === "'") index = endOfString(text, index);
    else if (character === "{") depth++;
    else if (character === "}" && depth-- === 0) return index;
  }
  throw new UnclosedTemplateError(start);
}

/** The offset of the last quote of the string that begins at `start`; the text's end when it is open. */
function endOfString(text: string, start: number): number {
  const one = text.charAt(start);
  const quote = text.startsWith(one.repeat(3), start) ? one.repeat(3) : one;
  for (let index = start + quote.length; index < text.length; index++) {
    if (text[index] === "\\") index++;
    else if (text.startsWith(quote, index)) return index + quote.length - 1;
  }
  return text.length;
}
