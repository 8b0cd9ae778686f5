import { USER } from "../user.ts";
import type { Handler } from "../visit.ts";
import { jsonResponse, readJson } from "./json_response.ts";

/** Gives a token for `{email, password}`, else 401. */
export const postLogin: Handler = async ({ request }) => {
  const { email, password } = await readJson(request);
  const fits = email === USER.email && password === USER.password;
  return fits
    ? jsonResponse({ token: USER.token, name: USER.name })
    : jsonResponse({ error: "Wrong email or password" }, 401);
};

/** Gives the account to whoever sends `authorization: Bearer <token>`, else 401. */
export const getAccount: Handler = ({ request }) => {
  const fits = request.headers.get("authorization") === `Bearer ${USER.token}`;
  return fits ? jsonResponse({ name: USER.name, email: USER.email }) : jsonResponse({ error: "Sign in first" }, 401);
};
