/** Gives the value of the header for the credentials in a URL; `null` without credentials. */
export function basicAuthorization({ username, password }: URL): string | null {
  if (username === "" && password === "") return null;
  const bytes = new TextEncoder().encode([username, password].map(percentDecoded).join(":"));
  return `Basic ${bytes.toBase64()}`;
}

/** Decodes a part of a URL; a percent sign that nobody encoded stands for itself. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
