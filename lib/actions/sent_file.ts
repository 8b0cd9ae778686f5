import { basename } from "node:path";
import * as z from "zod";
import type { ActionContext } from "./action_context.ts";
import { existingFile } from "./existing_file.ts";
import { mediaType } from "./media_type.ts";
import { text } from "./scalar.ts";

/** A file that stands in the flow file itself. */
export interface InlineFile {
  readonly file_name: string;
  readonly media_type?: string;
  readonly content: string;
}

/** A file with its bytes. */
export interface SentFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A file by its name and content. */
export const INLINE_FILE: z.ZodType<InlineFile> = z.strictObject({
  file_name: text().describe("as the site sees it"),
  media_type: z.exactOptional(text().describe("where it is absent, the one that fits the name")),
  content: text().describe("text of the file"),
});

/** A file of the machine, by a path relative to the flow file, or one that stands in the flow file. */
export async function sentFile(file: string | InlineFile, context: ActionContext): Promise<SentFile> {
  if (typeof file !== "string") {
    const { file_name: name, media_type = mediaType(name), content } = file;
    return { name, mediaType: media_type, bytes: new TextEncoder().encode(content) };
  }
  const bytes = await context.files.readBytes(await existingFile(file, context));
  return { name: basename(file), mediaType: mediaType(file), bytes: new Uint8Array(bytes) };
}
