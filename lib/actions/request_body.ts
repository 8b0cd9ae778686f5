import * as z from "zod";
import type { Value } from "../plan/value.ts";
import type { ActionContext } from "./action_context.ts";
import { data, text } from "./scalar.ts";
import { scalarOrMap } from "./scalar_or_map.ts";
import { INLINE_FILE, type InlineFile, sentFile } from "./sent_file.ts";

/** A file of the machine as an entry of a form. */
interface NamedFile {
  readonly file: string;
}

/** What a request carries; at most one of these. */
export interface BodyInput {
  readonly json?: Value;
  readonly form?: { readonly [name: string]: string };
  readonly multipart?: { readonly [name: string]: string | NamedFile | InlineFile };
  readonly body?: string;
}

const NAMED_FILE: z.ZodType<NamedFile> = z.strictObject({ file: text().describe("path relative to the flow file") });

/** A map with `file` is one kind, any other is the other, so that an error speaks of the right one. */
const FILE_ENTRY: z.ZodType<NamedFile | InlineFile> = z.unknown().transform((written, context) => {
  const schema = typeof written === "object" && written !== null && "file" in written ? NAMED_FILE : INLINE_FILE;
  const parsed = schema.safeParse(written);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) context.addIssue({ ...issue, code: "custom" });
  return z.NEVER;
}).meta({ anyOf: [NAMED_FILE, INLINE_FILE] });

/** Keys for the body of a request. */
export const bodyKeys = {
  json: z.exactOptional(data().describe("data to send as JSON")),
  form: z.exactOptional(z.record(z.string(), text()).describe("fields to send as a form")),
  multipart: z.exactOptional(
    z.record(z.string(), scalarOrMap(text(), FILE_ENTRY)).describe(
      "fields and files to send: text, {file: path} or {file_name, media_type, content}",
    ),
  ),
  body: z.exactOptional(text().describe("text to send")),
};

/** A body as `fetch` takes it; `type` is null where `fetch` says it itself. */
export interface RequestBody {
  readonly content: string | FormData | null;
  readonly type: string | null;
}

/** The body that an input asks for. */
export async function requestBody(input: BodyInput, context: ActionContext): Promise<RequestBody> {
  const { json, form, multipart, body } = input;
  if (json !== undefined) return { content: JSON.stringify(json), type: "application/json" };
  if (form !== undefined) {
    return { content: new URLSearchParams(form).toString(), type: "application/x-www-form-urlencoded" };
  }
  if (multipart !== undefined) return { content: await formData(multipart, context), type: null };
  return body === undefined ? { content: null, type: null } : { content: body, type: "text/plain;charset=UTF-8" };
}

async function formData(entries: NonNullable<BodyInput["multipart"]>, context: ActionContext): Promise<FormData> {
  const form = new FormData();
  for (const [name, entry] of Object.entries(entries)) {
    if (typeof entry === "string") form.append(name, entry);
    else {
      const { name: fileName, mediaType, bytes } = await sentFile("file" in entry ? entry.file : entry, context);
      form.append(name, new File([bytes], fileName, { type: mediaType }));
    }
  }
  return form;
}
