import type { Host } from "../host.ts";
import type { Row } from "../plan/flow.ts";
import { isDeeper } from "../plan/is_deeper.ts";
import type { BrokenLink } from "./links.ts";
import { MAX_LEVELS } from "./parse_yaml.ts";
import { decoded } from "./read_source_text.ts";
import { MOST_ROWS, tooManyRows } from "./read_rows.ts";

/** Rows are data, so a file of them may be larger than a flow. */
const MAX_BYTES = 16 * 1024 * 1024;

/** The rows of a CSV file (the first line has the names) or of a JSON file (a list of maps), or why it has none. */
export async function readRowsFile(
  host: Pick<Host, "files">,
  path: string,
  written: string,
): Promise<readonly Row[] | BrokenLink> {
  const info = await host.files.info(path);
  if (info !== null && info.size > MAX_BYTES) return { message: `"${written}" is larger than 16 MiB`, hint: null };
  try {
    const text = decoded(await host.files.readBytes(path));
    const rows = /\.json$/i.test(path) ? jsonRows(text) : await csvRows(text);
    if (rows.length > MOST_ROWS) return { message: tooManyRows(`"${written}"`, rows.length), hint: null };
    if (rows.length > 0) return rows;
    return { message: `"${written}" has no rows`, hint: "add one below the line of names" };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] ?? "" : String(error);
    return { message: `"${written}" has no rows that can be read: ${reason}`, hint: null };
  }
}

function jsonRows(text: string): readonly Row[] {
  const rows: unknown = JSON.parse(text);
  if (isDeeper(rows, MAX_LEVELS)) throw new SyntaxError(`found more than ${MAX_LEVELS} levels, expected at most that`);
  if (Array.isArray(rows) && rows.every(isRow)) return rows;
  throw new SyntaxError("expected a list of maps");
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

async function csvRows(text: string): Promise<readonly Row[]> {
  const { parseCsv } = await import("./parse_csv.ts");
  const [names = [], ...lines] = parseCsv(text);
  if (new Set(names).size !== names.length) throw new SyntaxError("a name stands twice in the first line");
  return lines.map((line, index) => {
    if (line.length === names.length) {
      return Object.fromEntries(names.map((name, column) => [name, line[column] ?? ""]));
    }
    throw new SyntaxError(`found ${line.length} in row ${index + 1}, expected ${names.length} values`);
  });
}
