import { UsageError } from "../errors.ts";
import type { SessionSettings } from "../browser/session_settings.ts";
import type { Masker } from "../mask.ts";

/**
 * Lets the masker know what the browser signs in with, whether or not the flow declares it as a secret, also as the
 * Basic header that is made of it. Gives a sentence for each that is too short to be masked; of a name, none.
 */
export function maskCredentials(settings: SessionSettings, masker: Masker): readonly string[] {
  const { http_credentials: credentials, client_certificates: certificates = [] } = settings;
  const passphrases = certificates.flatMap(({ passphrase }) => passphrase ?? []);
  const problems = passphrases.flatMap((passphrase) => add(masker, passphrase, "client_certificates.passphrase"));
  if (credentials === undefined) return problems;
  const { username, password } = credentials;
  add(masker, String(username), "http_credentials.username");
  add(masker, basicToken(`${username}:${password}`), "http_credentials");
  return [...problems, ...add(masker, String(password), "http_credentials.password")];
}

function add(masker: Masker, text: string, name: string): readonly string[] {
  try {
    masker.add(text, name);
    return [];
  } catch (error) {
    if (error instanceof UsageError) return [error.message];
    throw error;
  }
}

function basicToken(pair: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(pair)));
}
