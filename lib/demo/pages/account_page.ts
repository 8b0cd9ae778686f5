import { markup } from "../markup.ts";
import { page } from "../page.ts";
import { signedInUser } from "../user.ts";
import type { Handler } from "../visit.ts";

/** The account of whoever is signed in; anybody else has to sign in first. */
export const accountPage: Handler = (visit) => {
  const user = signedInUser(visit.session, visit.request);
  if (user === null) return new Response(null, { status: 302, headers: { location: "/sign-in" } });
  return page(visit, {
    title: "Account",
    body: markup`<h1>Hello, ${user.name}</h1>
<p>Your email is <span data-testid="email">${user.email}</span></p>
<form method="post" action="/sign-out"><button>Sign out</button></form>`,
  });
};
