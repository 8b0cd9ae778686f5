import { readForm } from "../read_form.ts";
import type { Handler } from "../visit.ts";
import { jsonResponse } from "./json_response.ts";

/** Says what came with a multipart form; nothing is kept. */
export const postUpload: Handler = async ({ request }) => {
  const form = await readForm(request);
  const files = form.getAll("files").filter((entry) => entry instanceof File);
  return jsonResponse({ files: files.map(({ name, size, type }) => ({ name, size, type })) }, 201);
};
