/** One kind of product in a cart. */
export interface CartLine {
  readonly slug: string;
  readonly quantity: number;
}

/** An order that was paid. */
export interface Order {
  readonly number: string;
  readonly name: string;
  readonly total: string;
}

/** What the site knows of one browser; two browsers never see each other's. */
export interface Session {
  readonly id: string;
  cart: readonly CartLine[];
  order: Order | null;
  /** What the `session` cookie must hold for the visitor to be signed in. */
  signedIn: string | null;
}

const COOKIE = "visitor";

/** The sessions of a site, in memory. */
export class Sessions {
  readonly #byId = new Map<string, Session>();

  /** The session that a request's cookie names, else a new one. */
  of(request: Request): Session {
    const known = this.#byId.get(cookieOf(request, COOKIE) ?? "");
    if (known !== undefined) return known;
    const session: Session = { id: crypto.randomUUID(), cart: [], order: null, signedIn: null };
    this.#byId.set(session.id, session);
    return session;
  }
}

/** The `set-cookie` value that makes a browser keep its session; `null` when it does already. */
export function sessionCookie(session: Session, request: Request): string | null {
  return cookieOf(request, COOKIE) === session.id ? null : `${COOKIE}=${session.id}; Path=/; HttpOnly; SameSite=Lax`;
}

/** The value of a request's cookie. */
export function cookieOf(request: Request, name: string): string | undefined {
  const pairs = (request.headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
