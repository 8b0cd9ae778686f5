import { isCredentialName } from "./credential_name.ts";

/** What stands in the place of a secret. */
export const MASK = "***";

/** The lengths are bounded, so that no text takes long. */
const USER_INFO = /([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/?#"'<>]+@/gi;

/** Behind a scheme that is misspelled. */
const USER_AND_PASSWORD = /(\/)[^\s/?#"'<>:@]+:[^\s/"'<>]*@(?=[\w[])/g;

const QUERY_VALUE = /([?&#]|&amp;)([\w.~%[\]-]{1,80})=([^\s&#"'<>\\]+)/g;

const AUTHORIZATION =
  /(\bauthorization["']?\s{0,4}[:=]\s{0,4}["']?(?:basic|bearer|digest|negotiate|token|apikey)\s{1,4})([^\s"'<>\\,;}]+)/gi;

/**
 * A free text with what can be known for a credential by its place alone replaced by `***`: user and password of URLs,
 * query values of names such as `token`, and what follows `Authorization: Bearer`. Templates stay, since they hold no
 * values.
 */
export function maskText(text: string): string {
  return replaceCredentials(text, () => MASK);
}

/** The same with any replacement. */
export function replaceCredentials(text: string, replacement: (credential: string) => string): string {
  const masked = (credential: string) => credential.startsWith("${") ? credential : replacement(credential);
  let replaced = text;
  if (replaced.includes("/") && replaced.includes("@")) {
    for (const pattern of [USER_INFO, USER_AND_PASSWORD]) {
      replaced = replaced.replace(pattern, (all, start: string) => {
        return `${start}${replacement(all.slice(start.length, -1))}@`;
      });
    }
  }
  if (replaced.includes("=")) {
    replaced = replaced.replace(QUERY_VALUE, (all, start: string, name: string, value: string) => {
      return isCredentialName(name) ? `${start}${name}=${masked(value)}` : all;
    });
  }
  return replaced.replace(AUTHORIZATION, (_all, start: string, value: string) => start + masked(value));
}
