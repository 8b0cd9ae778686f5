import { isCredentialName } from "../mask/credential_name.ts";
import { MASK, maskText } from "../mask/mask_text.ts";
import { maskUrl } from "../mask/mask_url.ts";
import type { OptionEntry } from "./option.ts";

/** The text of an option as it may be shown, in a message or by `--show-config`: without credentials. */
export function shownValue(entry: OptionEntry, text: string): string {
  const kind = "value" in entry ? entry.value : null;
  if (kind === "URL") return maskText(maskUrl(text));
  const [name = "", ...value] = text.split("=");
  if (kind === "NAME=VALUE" && value.length > 0 && isCredentialName(name)) return `${name}=${MASK}`;
  return maskText(text);
}
