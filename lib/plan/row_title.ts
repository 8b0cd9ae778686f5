import type { Place } from "../errors.ts";
import { Expression } from "./expression.ts";
import type { Row } from "./flow.ts";
import { splitTemplate } from "./split_template.ts";
import { Template } from "./template.ts";

const NOWHERE: Place = { file: "", line: 1, column: 1, length: 1, source: "" };

/** The title of a flow for one of its rows: `Buy ${row.item}` becomes `Buy Teapot`. */
export function rowTitle(title: string, row: Row | null): string {
  if (row === null || !title.includes("${")) return title;
  try {
    const parts = splitTemplate(title).map(({ type, text }) => type === "text" ? text : new Expression(text, NOWHERE));
    return String(new Template(title, parts, NOWHERE).evaluate({ row }));
  } catch {
    // A row without this value: the title as it was written says more than none.
    return title;
  }
}
