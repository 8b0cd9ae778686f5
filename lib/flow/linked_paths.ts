import type { BrowserSettings } from "../plan/browser_settings.ts";
import type { SecretSource } from "../plan/flow.ts";
import type { Written } from "../plan/value.ts";
import { entryOf } from "./places.ts";
import type { ReadFile } from "./read_file.ts";

/** A secret with the absolute path of its file; `undefined` when its source is a problem. */
export function linkedSecret(name: string, from: Written, file: ReadFile<unknown>): SecretSource | undefined {
  const { reader, written, range } = file;
  const at = reader.source.place(reader.places.keyAt(written, ["secrets"], name) ?? range);
  const env = entryOf(from, "env");
  if (typeof env === "string") return { name, from: { env }, at };
  const path = linkedPath(entryOf(from, "file"), ["secrets", name, "file"], file);
  return path === null ? undefined : { name, from: { file: path }, at };
}

/** The settings of the browser with absolute paths. */
export function linkedBrowser(browser: BrowserSettings, file: ReadFile<unknown>): BrowserSettings {
  const { storage_state: state, client_certificates: certificates, ...rest } = browser;
  const link = (path: string, ...keys: readonly PropertyKey[]) => linkedPath(path, ["browser", ...keys], file) ?? path;
  return {
    ...rest,
    ...(state === undefined ? {} : { storage_state: link(state, "storage_state") }),
    ...(certificates === undefined ? {} : {
      client_certificates: certificates.map((certificate, index) => ({
        ...certificate,
        cert: link(certificate.cert, "client_certificates", index, "cert"),
        key: link(certificate.key, "client_certificates", index, "key"),
      })),
    }),
  };
}

function linkedPath(
  path: unknown,
  keys: readonly PropertyKey[],
  { reader, links, written, range }: ReadFile<unknown>,
): string | null {
  if (typeof path !== "string") return null;
  const at = { source: reader.source, range: reader.places.valueAt(written, keys, range) };
  return links.get("file", path, at) ?? null;
}
