/** A URL without user, password, query and fragment, in which credentials travel; other text as it is. */
export function publicUrl(text: string): string {
  // Without a scheme the host would be taken for one: "collector:4317".
  const bare = !/^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  if (!URL.canParse(bare ? `https://${text}` : text)) return text;
  const url = new URL(bare ? `https://${text}` : text);
  const path = url.pathname === "/" ? "" : url.pathname;
  return `${bare ? "" : `${url.protocol}//`}${url.host}${path}`;
}
