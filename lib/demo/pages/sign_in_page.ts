import { markup } from "../markup.ts";
import { page } from "../page.ts";
import { readForm } from "../read_form.ts";
import { USER } from "../user.ts";
import type { Handler, Visit } from "../visit.ts";

/** The form to sign in with. */
export const signInPage: Handler = (visit) => signInForm(visit, "", 200);

/** Signs in and goes to the account; a wrong password shows the form again. */
export const signIn: Handler = async (visit) => {
  const fields = await readForm(visit.request);
  const fits = fields.get("email") === USER.email && fields.get("password") === USER.password;
  if (!fits) return signInForm(visit, "Wrong email or password", 401);
  visit.session.signedIn = crypto.randomUUID();
  return new Response(null, {
    status: 303,
    headers: {
      location: "/account",
      "set-cookie": `session=${visit.session.signedIn}; Path=/; HttpOnly; SameSite=Lax`,
    },
  });
};

/** Signs out and goes back to the form. */
export const signOut: Handler = ({ session }) => {
  session.signedIn = null;
  return new Response(null, {
    status: 303,
    headers: { location: "/sign-in", "set-cookie": "session=; Path=/; Max-Age=0" },
  });
};

function signInForm(visit: Visit, problem: string, status: number): Response {
  return page(visit, {
    title: "Sign in",
    status,
    body: markup`<h1>Welcome back</h1>
<p class="soft">The only user of this shop is ${USER.email}, with the password ${USER.password}.</p>
${problem === "" ? "" : markup`<p role="alert">${problem}</p>`}
<form method="post" action="/sign-in">
<label for="email">Email</label><input id="email" name="email" type="email" autocomplete="username" required>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<p><button>Sign in</button></p></form>`,
  });
}
