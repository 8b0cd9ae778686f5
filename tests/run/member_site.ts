/** A site with a login whose sessions the test can end, and which counts what it is asked for. */
export interface MemberSite extends AsyncDisposable {
  readonly url: string;
  /** How often somebody signed in, or tried to. */
  readonly counts: { signedIn: number; refused: number };
  /** Signs everybody out, as an administrator would. */
  signAllOut(): void;
  /** Answers the next request for this path with an error page, as a flaky application does. */
  failNext(path: string): void;
}

/** What a member's password is. */
export const PASSWORD = "teapot-418";

/** How the site behaves; `false` and nothing where nothing is said. */
export interface MemberSiteOptions {
  /** Waited for before anybody is signed in. */
  readonly gate?: Promise<void>;
  /** The page after the login, instead of a greeting. */
  readonly welcome?: string;
  /** No cookie is set. */
  readonly forgets?: boolean;
  /** More attributes of the cookie. */
  readonly cookie?: string;
}

/** Starts the site on a free port. */
export function memberSite(options: MemberSiteOptions = {}): MemberSite {
  const sessions = new Map<string, string>();
  const failing = new Set<string>();
  const counts = { signedIn: 0, refused: 0 };
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const url = new URL(request.url);
    if (failing.delete(url.pathname)) return page("<h1>Out of order</h1>");
    if (request.method === "POST") return await signIn(await request.formData());
    if (url.pathname === "/login") return page(FORM);
    const user = sessions.get(/sid=([\w-]+)/.exec(request.headers.get("cookie") ?? "")?.[1] ?? "");
    if (url.pathname === "/welcome" && options.welcome !== undefined) return page(options.welcome);
    return page(user === undefined ? "<h1>Please sign in</h1>" : `<h1>Hello, ${user}</h1><a href="/out">Sign out</a>`);
  });

  async function signIn(form: FormData): Promise<Response> {
    await options.gate;
    const user = String(form.get("user"));
    if (form.get("password") !== PASSWORD) {
      counts.refused++;
      return page("<h1>Wrong password</h1>");
    }
    counts.signedIn++;
    const id = crypto.randomUUID();
    sessions.set(id, user);
    const headers = new Headers({ location: "/welcome" });
    if (!options.forgets) headers.set("set-cookie", `sid=${id}; Path=/; ${options.cookie ?? "HttpOnly"}`);
    return new Response(null, { status: 303, headers });
  }

  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    counts,
    signAllOut: () => sessions.clear(),
    failNext: (path) => void failing.add(path),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

const FORM = `<form method="post"><label>User <input name="user"></label>
<label>Password <input name="password" type="password"></label><button>Sign in</button></form>`;

function page(body: string): Response {
  return new Response(`<!DOCTYPE html><title>Members</title>${body}`, { headers: { "content-type": "text/html" } });
}
