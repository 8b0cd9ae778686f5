import { isCredentialName } from "./credential_name.ts";
import { replaceCredentials } from "./mask_text.ts";

/** A proxy or a host may have no scheme. */
const USER_INFO = /((?:^|[\s"'])(?:[^\s/?#"'<>:@]+:[^\s/"'<>]*)(?=@[\w[]))/g;

/** As `--var` takes it. */
const PAIR = /((?:^|[\s"',])[\w.-]+)=([^\s"',]+)/g;

/** Keys of a flow file whose values are credentials; a template, a list or a map behind one is none. */
const KEY =
  /["']?[\w-]*(?:token|secret|passw|passphrase|credential|authorization|cookie|api[-_]?key)[\w-]*["']?\s*:\s+(?![{[|>&*!$]|(?:true|false|null)\b)/gi;

/**
 * A line of a file as a message may show it, as long as it was: credentials in it are starred out, but not what the
 * message is about, which is `length` characters from `start` on.
 */
export function maskSource(
  line: string,
  { start, length }: { readonly start: number; readonly length: number },
): string {
  const withoutUrls = replaceCredentials(line, stars)
    .replace(USER_INFO, (text) => text.slice(0, 1) + stars(text.slice(1)))
    .replace(PAIR, (all, name: string, value: string) => isCredentialName(name) ? `${name}=${stars(value)}` : all);
  let masked = withoutUrls;
  for (const { index, 0: key } of withoutUrls.matchAll(KEY)) {
    const from = index + key.length;
    const value = valueAt(withoutUrls, from);
    const isMeant = from < start + length && start < from + value.length;
    // No secret is as short as this, and a template is none.
    if (isMeant || value.length < 4 || value.includes("${")) continue;
    masked = masked.slice(0, from) + stars(value) + masked.slice(from + value.length);
  }
  return masked;
}

/** A scalar; in braces the next entry follows a comma. */
function valueAt(line: string, from: number): string {
  const plain = line.slice(0, from).includes("{") ? "[^,}]*" : ".*";
  return new RegExp(`"(?:[^"\\\\]|\\\\.)*"?|'[^']*'?|${plain}`, "y").exec(line.slice(from))?.[0] ?? "";
}

function stars(text: string): string {
  return "*".repeat(text.length);
}
