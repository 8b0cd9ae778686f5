/** HTML that is safe to send as it is. */
export class Markup {
  constructor(readonly source: string) {}

  toString(): string {
    return this.source;
  }
}

/** A template tag: texts that are put in are escaped, `Markup` and lists of it are not; a list is one a line. */
export function markup(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Markup | readonly Markup[])[]
): Markup {
  return new Markup(parts.reduce((source, part, index) => source + sourceOf(values[index - 1] ?? "") + part));
}

function sourceOf(value: string | number | Markup | readonly Markup[]): string {
  if (Array.isArray(value)) return value.join("\n");
  return value instanceof Markup ? value.source : escapeHtml(String(value));
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
