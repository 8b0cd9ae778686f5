import { escapeControl } from "./escape_control.ts";

const ENTITIES: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "\n": "&#10;",
  "\t": "&#9;",
};

/** Text for XML and HTML, in elements and quoted attributes alike; what XML forbids becomes visible, `\x1b`. */
export function escapeMarkup(text: string): string {
  const lines = text.replaceAll("\r\n", "\n");
  return escapeControl(lines, "\n\t").replace(/[&<>"'\n\t]/g, (character) => ENTITIES[character] ?? character);
}
