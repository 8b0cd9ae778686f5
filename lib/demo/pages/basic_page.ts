import { markup } from "../markup.ts";
import { page } from "../page.ts";
import { USER } from "../user.ts";
import type { Handler } from "../visit.ts";

/** A page behind HTTP basic authentication. */
export const basicPage: Handler = (visit) => {
  const expected = `Basic ${btoa(`${USER.email}:${USER.password}`)}`;
  if (visit.request.headers.get("authorization") !== expected) {
    return new Response("Sign in first", { status: 401, headers: { "www-authenticate": 'Basic realm="Teapots"' } });
  }
  return page(visit, {
    title: "Back room",
    body: markup`<h1>Back room</h1>
<p role="status">Signed in as ${USER.email}</p>`,
  });
};
