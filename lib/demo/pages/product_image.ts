import { type Markup, markup } from "../markup.ts";
import { findProduct, type Product } from "../product.ts";
import type { Handler } from "../visit.ts";
import { errorPage } from "./error_page.ts";

const SHAPES: Readonly<Record<Product["shape"], Markup>> = {
  pot: markup`<ellipse cx="108" cy="100" rx="56" ry="42" />
<ellipse cx="108" cy="60" rx="30" ry="9" />
<circle cx="108" cy="46" r="7" />
<path d="M156 112 q26 -6 30 -44 h14 q-4 52 -46 66z" />
<rect x="78" y="138" width="60" height="7" rx="3" />
<path d="M58 80 q-34 -8 -30 22 q4 24 34 22" class="handle" />`,
  cup: markup`<path d="M62 62 h92 q0 66 -46 66 q-46 0 -46 -66z" />
<ellipse cx="108" cy="138" rx="62" ry="7" />
<path d="M152 72 q30 -2 26 20 q-4 20 -36 18" class="handle" />`,
  tin: markup`<rect x="72" y="54" width="80" height="92" rx="6" />
<rect x="68" y="36" width="88" height="22" rx="5" />`,
  tray: markup`<path d="M24 96 h176 l-14 24 q-2 4 -8 4 h-132 q-6 0 -8 -4z" />
<path d="M26 96 q-14 -22 8 -24 M198 96 q14 -22 -8 -24" class="handle" />`,
};

/** A drawing of a product in its colour. */
export const productImage: Handler = (visit) => {
  const product = findProduct(visit.url.pathname.split("/").at(-1)?.replace(/\.svg$/, "") ?? "");
  if (product === undefined) return errorPage(404, "There is no such image")(visit);
  const svg = markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 224 168">
<style>.handle { fill: none; stroke: ${product.colour}; stroke-width: 10px }</style>
<rect width="224" height="168" rx="12" fill="#efe6d8" />
<g fill="${product.colour}">${SHAPES[product.shape]}</g>
</svg>`;
  return new Response(svg.source, { headers: { "content-type": "image/svg+xml" } });
};
