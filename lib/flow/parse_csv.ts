// @ts-types="./std_csv.d.ts"
import { parse } from "@std/csv/parse";

/** The rows of a CSV text (RFC 4180), the first line among them; throws `SyntaxError`. */
export function parseCsv(text: string): readonly (readonly string[])[] {
  return parse(text);
}
