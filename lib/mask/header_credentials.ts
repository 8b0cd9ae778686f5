import { isCredentialName } from "./credential_name.ts";

/** Where a cookie's name does not say that it is a credential, a shorter value may be any word. */
const LONG_VALUE = 8;

/** Every text by which the credentials in the headers of a request or a response may be known again. */
export function headerCredentials(headers: Iterable<readonly [name: string, value: string]>): readonly string[] {
  return [...headers].flatMap(([name, value]) => {
    switch (name.toLowerCase()) {
      case "authorization":
      case "proxy-authorization":
        return authorizationCredentials(value);
      case "cookie":
        return [...longOnly(value), ...value.split(";").flatMap(cookieCredentials)];
      case "set-cookie":
        return [...longOnly(value), ...cookieCredentials(value.split(";")[0] ?? "")];
      default:
        return isCredentialName(name) ? [value] : [];
    }
  });
}

function authorizationCredentials(value: string): readonly string[] {
  const [, scheme = "", token = ""] = /^\s*(\S+)\s+(.+)$/s.exec(value) ?? [];
  if (token === "") return [value];
  return [value, token, ...scheme.toLowerCase() === "basic" ? basicCredentials(token) : []];
}

/** A server shows them decoded. */
function basicCredentials(token: string): readonly string[] {
  try {
    const pair = new TextDecoder().decode(Uint8Array.from(atob(token.trim()), (byte) => byte.charCodeAt(0)));
    const end = pair.indexOf(":");
    return [pair, ...longOnly(pair.slice(0, end)), pair.slice(end + 1)];
  } catch {
    return [];
  }
}

/** The same for one cookie, `name=value`. */
export function cookieCredentials(pair: string): readonly string[] {
  const end = pair.indexOf("=");
  const [name, written] = [pair.slice(0, end).trim(), pair.slice(end + 1).trim()];
  const value = written.replace(/^"(.*)"$/s, "$1");
  return isCredentialName(name) ? [value] : longOnly(value);
}

function longOnly(text: string): readonly string[] {
  return text.length >= LONG_VALUE ? [text] : [];
}
