/** Words that name a credential wherever they stand in a name: `accessToken`, `X-Api-Key`, `db_password`. */
const ANYWHERE = /token|secret|passw|passphrase|credential|authorization|api[-_.]?key|access[-_.]?key|signature/i;

/** Words that do so as a whole, or as the last part of a name: `session_id`, `x-amz-sig`, but not `monkey` or `zipcode`. */
const AS_LAST_PART =
  /(?:^|[-_.])(?:key|sig|auth|code|session|session[-_]?id|sid|jwt|pwd|pass|otp)$|[a-z](?:Key|Sig|Auth|SessionId)$/;

/** Whether a query parameter, header, cookie or variable of this name holds a credential. */
export function isCredentialName(name: string): boolean {
  return ANYWHERE.test(name) || AS_LAST_PART.test(name) || AS_LAST_PART.test(name.toLowerCase());
}
