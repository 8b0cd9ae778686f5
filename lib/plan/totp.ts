import { Secret, TOTP } from "otpauth";

/** The six digits that an authenticator app shows now for a Base32 secret (RFC 6238: SHA-1, 30 s). */
export function totp(secret: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret.replaceAll(/[\s-]/g, "")) }).generate();
}
