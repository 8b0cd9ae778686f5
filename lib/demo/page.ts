import { Markup, markup } from "./markup.ts";
import { signedInUser } from "./user.ts";
import { STYLE } from "./style.ts";
import type { Visit } from "./visit.ts";

/** What is different on each page; `script` is the source of a classic script at its end. */
export interface PageContent {
  readonly title: string;
  readonly body: Markup;
  readonly script?: string;
  readonly status?: number;
}

/** A page of the shop, with its header. */
export function page(visit: Visit, { title, body, script = "", status = 200 }: PageContent): Response {
  return htmlResponse(
    markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Markup(STYLE)}</style>
</head>
<body>
<header class="top"><div>
<a class="brand" href="/">The Teapot Shop</a>
<nav aria-label="Shop"><a href="/cart">Cart</a>${accountLink(visit)}</nav>
</div></header>
<main>
${body}
</main>
${script === "" ? "" : markup`<script>${new Markup(script)}</script>`}
</body>
</html>`,
    status,
  );
}

/** A page without the shop's header, as inside a frame. */
export function barePage(title: string, body: Markup, script = ""): Response {
  return htmlResponse(markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Markup(STYLE)}</style>
</head>
<body>
<main class="bare">
${body}
</main>
${script === "" ? "" : markup`<script>${new Markup(script)}</script>`}
</body>
</html>`);
}

function accountLink({ request, session, url }: Visit): Markup {
  const user = signedInUser(session, request);
  if (user !== null) return markup`<a href="/account">${user.name}</a>`;
  // The page itself has a button of this name.
  return url.pathname.startsWith("/sign-in") ? markup`` : markup`<a href="/sign-in">Sign in</a>`;
}

function htmlResponse(content: Markup, status = 200): Response {
  return new Response(content.source, { status, headers: { "content-type": "text/html; charset=utf-8" } });
}
