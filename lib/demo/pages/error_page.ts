import { markup } from "../markup.ts";
import { page } from "../page.ts";
import type { Handler } from "../visit.ts";

/** A page that says what went wrong, with its status. */
export function errorPage(status: number, message: string): Handler {
  return (visit) =>
    page(visit, {
      title: `Error ${status}`,
      status,
      body: markup`<h1>Error ${status}</h1>
<p role="alert">${message}</p>
<p><a href="/">Back to the shop</a></p>`,
    });
}
