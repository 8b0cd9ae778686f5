/** A secret with a character for every kind of escape: space, quotes, brackets, `+`, `/`, `%`, `=`, `&` and a backslash. */
export const CANARY = `k3y "of" <the> pot's+lid/&=100%\\x`;

/** A secret that nothing has to escape, as it may stand in a file's name. */
export const PLAIN_CANARY = "Kanari418geheimWort";

/** Every form in which a secret may stand in an output, by its name. */
export function formsOf(secret: string): Readonly<Record<string, string>> {
  const percent = [...secret].map((one) => /[A-Za-z0-9]/.test(one) ? one : `%${hexOf(one)}`).join("");
  const html = secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const offsets = [0, 1, 2].flatMap((offset) => {
    const whole = btoa(`${"x".repeat(offset)}${secret}`);
    // What comes before and after changes the characters at the edges.
    const own = whole.replace(/=+$/, "").slice(offset === 0 ? 0 : offset + 1, -1);
    return [[`base64 at offset ${offset}`, own], [
      `base64url at offset ${offset}`,
      own.replaceAll("+", "-").replaceAll("/", "_"),
    ]];
  });
  return {
    plain: secret,
    "in capitals": secret.toUpperCase(),
    "percent-encoded": encodeURIComponent(secret),
    "percent-encoded whole": percent,
    "percent-encoded in lower case": percent.replace(/%../g, (code) => code.toLowerCase()),
    "in a form post": new URLSearchParams({ k: secret }).toString().slice("k=".length),
    JSON: JSON.stringify(secret).slice(1, -1),
    "JSON in JSON": JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1),
    HTML: html.replaceAll('"', "&quot;").replaceAll("'", "&#39;"),
    "HTML of a page": html,
    "a Basic header": btoa(`ada:${secret}`).slice(6, -4),
    ...Object.fromEntries(offsets),
  };
}

function hexOf(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0");
}
