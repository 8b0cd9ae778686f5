import { maskUrl } from "../mask.ts";
import { maskText } from "../mask/mask_text.ts";

/** A URL without user, password, query and fragment, in which credentials travel; of other text what may be shown. */
export function publicUrl(text: string): string {
  // Without a scheme the host would be taken for one: "collector:4317".
  const bare = !/^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  if (!URL.canParse(bare ? `https://${text}` : text)) return maskUrl(text);
  const url = new URL(bare ? `https://${text}` : text);
  const path = url.pathname === "/" ? "" : url.pathname;
  return maskText(`${bare ? "" : `${url.protocol}//`}${url.host}${path}`);
}
