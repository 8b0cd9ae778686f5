const PART = /(<!-- generated: (?<name>[^\n]+?) -->\n)[^]*?(<!-- \/generated -->)/g;

/** The names of the generated parts of a text, in order. */
export function partsOf(text: string): readonly string[] {
  return [...text.matchAll(PART)].map(({ groups }) => groups?.name ?? "");
}

/** Replaces what stands between `<!-- generated: name -->` and `<!-- /generated -->`; a name without a part stays. */
export function fillInParts(text: string, parts: { readonly [name: string]: () => string }): string {
  return text.replaceAll(PART, (whole: string, start: string, name: string, end: string) => {
    const make = Object.hasOwn(parts, name) ? parts[name] : undefined;
    return make === undefined ? whole : `${start}\n${make()}\n\n${end}`;
  });
}
