import { isCredentialName } from "./credential_name.ts";
import { MASK } from "./mask_text.ts";

/**
 * The URL as it may be shown: its credentials, its query values and the content of a `data:` URL are replaced by `***`.
 * Also of a text that was meant as a URL and is none.
 */
export function maskUrl(url: string): string {
  const data = /^data:[^,]*,/i.exec(url);
  if (data !== null) return data[0] + MASK;
  const { address, query, fragment } = partsOf(url);
  const open = address.replace(USER_INFO, `$1${MASK}@`);
  // What stands behind `#` is a query in answers of OAuth and in routes such as `#/list?page=2`.
  const values = fragment.replace(/^(#(?:[^?]*\?)?)(.*=.*)$/s, (_all, start, rest) => start + maskQuery(rest));
  return open + (query === "" ? "" : `?${maskQuery(query.slice(1))}`) + values;
}

/** The credentials in a URL as they are meant, not as they are encoded; values of parameters only by their names. */
export function credentialsIn(url: string): readonly string[] {
  const { address, query, fragment } = partsOf(url);
  const parameters = `${query.slice(1)}&${fragment.replace(/^#(?:[^?]*\?)?/, "")}`.split("&").map((pair) => {
    const [name = "", ...rest] = pair.split("=");
    return { name: decoded(name), value: decoded(rest.join("=").replaceAll("+", " ")) };
  });
  const values = parameters.filter(({ name }) => isCredentialName(name)).map(({ value }) => value);
  return [...userInfoOf(address), ...values].filter((text) => text !== "");
}

/** A user name is no secret beside a password, as long as it is as short as `admin`; alone it is a token. */
const LONG_NAME = 8;

function userInfoOf(address: string): readonly string[] {
  const found = USER_INFO.exec(address);
  if (found === null) return [];
  const written = found[0].slice(found[1]?.length ?? 0, -1);
  const [user = "", ...rest] = written.split(":");
  const [name, password] = [decoded(user), decoded(rest.join(":"))];
  const pair = btoa(String.fromCharCode(...new TextEncoder().encode(`${name}:${password}`)));
  return [...password === "" || name.length >= LONG_NAME ? [name] : [], password, pair];
}

/** What stands before the host, however the scheme and the slashes are written; the last `@` before the path ends it. */
const USER_INFO = /^((?:[a-z][a-z0-9+.-]*:?)?\/+|)[^/]*@/i;

function partsOf(url: string): { readonly address: string; readonly query: string; readonly fragment: string } {
  const [, address = "", query = "", fragment = ""] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(url) ?? [];
  // A password in which somebody has forgotten to encode a "?", "#" or "/" makes it no URL.
  const hidden = URL.canParse(url) ? null : /^([^?#/]*\/{0,2})(.*@)([^@]*)$/s.exec(url);
  if (hidden === null || !/[?#/]/.test(hidden[2] ?? "")) return { address, query, fragment };
  const userInfo = (hidden[2] ?? "").replace(/[?#/]/g, encodeURIComponent);
  return partsOf(`${hidden[1]}${userInfo}${hidden[3]}`);
}

function maskQuery(query: string): string {
  return query.replace(/([^&=]+)(=?)([^&]*)/g, (_all, name, equals, value) => {
    if (equals === "") return MASK;
    return `${name}=${value === "" ? "" : MASK}`;
  });
}

/** A percent sign that nobody encoded stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
