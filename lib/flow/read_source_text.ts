import { resolve } from "node:path";
import type { Host } from "../host.ts";
import type { BrokenLink } from "./links.ts";
import { MAX_BYTES } from "./parse_yaml.ts";

/** The text of a file, or why it has none. */
export type SourceText = { readonly text: string } | (BrokenLink & { readonly message: string });

/** The text of a flow file without a byte order mark, or why it cannot be one. */
export async function readSourceText(
  host: Pick<Host, "cwd" | "files">,
  specPath: string,
): Promise<SourceText> {
  const path = resolve(host.cwd, specPath);
  const info = await host.files.info(path);
  if (info === null || !info.isFile) return { message: "it is no file", hint: null };
  if (info.size > MAX_BYTES) {
    return { message: "the file is larger than 1 MiB", hint: "split it, or keep large data in files of their own" };
  }
  try {
    return { text: decoded(await host.files.readBytes(path)) };
  } catch (error) {
    if (error instanceof TypeError) return { message: "it is no UTF-8 text", hint: "save it as UTF-8" };
    return { message: "it may not be read", hint: error instanceof Error ? error.message : null };
  }
}

/** Throws `TypeError` for bytes that are no UTF-8. */
export function decoded(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}
