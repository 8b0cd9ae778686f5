// The standard library comes from npm without type files; this is the part that rows are read with.
export function parse(text: string): string[][];
