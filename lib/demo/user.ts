import { cookieOf, type Session } from "./session.ts";

/** Somebody who can sign in. */
export interface User {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** Base32, as an authenticator app takes it. */
  readonly totpSecret: string;
  /** What `/api/login` gives and `/api/account` takes. */
  readonly token: string;
}

/** The only user of the demo site; the credentials are public. */
export const USER: User = {
  name: "Ada Lovelace",
  email: "ada@example.org",
  password: "teapot-418",
  totpSecret: "JBSWY3DPEHPK3PXP",
  token: "demo-token-418",
};

/** The user of a session, when the request has its `session` cookie. */
export function signedInUser(session: Session, request: Request): User | null {
  return session.signedIn !== null && cookieOf(request, "session") === session.signedIn ? USER : null;
}
