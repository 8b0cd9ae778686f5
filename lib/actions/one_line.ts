/** A text with its blanks and line breaks joined to single blanks, as Playwright compares texts. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
