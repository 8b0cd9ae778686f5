/**
 * Compiles a glob: `**` is any text, `*` any text without `separator`, all else stands for itself. The test takes time
 * proportional to pattern times text, whatever they are: every place in the pattern that can be reached is followed at
 * once.
 */
export function globTest(glob: string, separator = "/"): (text: string) => boolean {
  const tokens = glob.match(/\*\*|[^]/gu) ?? [];
  return (text) => {
    let reached = skipStars(tokens, [0]);
    for (const character of text) {
      const next = new Set<number>();
      for (const at of reached) {
        const token = tokens[at];
        if (token === "**" || (token === "*" && character !== separator)) next.add(at);
        else if (token === character) next.add(at + 1);
      }
      reached = skipStars(tokens, next);
      if (reached.size === 0) return false;
    }
    return reached.has(tokens.length);
  };
}

/** A star may stand for nothing, so what is behind it is reached as well. */
function skipStars(tokens: readonly string[], places: Iterable<number>): ReadonlySet<number> {
  const reached = new Set<number>();
  for (const place of places) {
    let at = place;
    reached.add(at);
    while (tokens[at] === "*" || tokens[at] === "**") reached.add(++at);
  }
  return reached;
}
