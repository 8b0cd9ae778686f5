import type { Cookie } from "playwright";
import * as z from "zod";
import { LONGEST_SPAN_MS, parseDuration } from "../duration.ts";
import { cookieCredentials } from "../mask/header_credentials.ts";
import type { ActionContext } from "./action_context.ts";
import { ActionError } from "./action_error.ts";
import { defineAction } from "./define_action.ts";
import { given } from "./given.ts";
import { goesWith, oneOf } from "./one_of.ts";
import { choice, duration, flag, text } from "./scalar.ts";
import { variableName } from "./variable_name.ts";

/** Keys that only a cookie to be set has. */
const SET_KEYS = ["path", "max_age", "http_only", "secure", "same_site"] as const;

const INPUT = z.strictObject({
  set: z.exactOptional(text().describe("name of a cookie to set, with value")),
  get: z.exactOptional(text().describe("name of a cookie to keep in a variable, with as")),
  remove: z.exactOptional(text().describe("name of a cookie to take away")),
  clear: z.exactOptional(flag().describe("true: take all cookies away")),
  value: z.exactOptional(text().describe("of the cookie to set")),
  as: z.exactOptional(variableName().describe("variable for the value of the cookie")),
  secret: z.exactOptional(flag().describe("true: the value is masked everywhere, with get")),
  url: z.exactOptional(text().describe("a page that sees the cookie; default the current one")),
  path: z.exactOptional(text().describe("default /")),
  max_age: z.exactOptional(duration(LONGEST_SPAN_MS).describe("default until the browser is closed")),
  http_only: z.exactOptional(flag().describe("default false")),
  secure: z.exactOptional(flag().describe("default false")),
  same_site: z.exactOptional(choice("strict", "lax", "none").describe("default lax")),
}).superRefine(oneOf(["set", "get", "remove", "clear"]))
  .superRefine(goesWith("value", ["set"], { required: true }))
  .superRefine(goesWith("as", ["get"], { required: true }))
  .superRefine(goesWith("secret", ["get"]))
  .superRefine(goesWith("url", ["set", "get"]))
  .superRefine((input, context) => SET_KEYS.forEach((key) => goesWith(key, ["set"])(input, context)));

type Input = z.infer<typeof INPUT>;

/** Sets, reads or takes away cookies of the attempt. */
export const cookie = defineAction({
  name: "cookie",
  summary: "Set a cookie, keep its value in a variable, or take cookies away",
  group: "state",
  input: INPUT,
  captures: ({ as }) => as === undefined ? [] : [as],
  deadline: "step",
  example: { set: "theme", value: "dark" },
  title: ({ set, get, remove }) => {
    if (set !== undefined) return `set cookie "${set}"`;
    if (get !== undefined) return `get cookie "${get}"`;
    return remove === undefined ? "clear cookies" : `remove cookie "${remove}"`;
  },
  async run(input, context) {
    const cookies = context.page.context();
    if (input.clear === true) await cookies.clearCookies();
    if (input.set !== undefined) await setCookie(input.set, input, context);
    if (input.get !== undefined) await keepCookie(input.get, input, context);
    if (input.remove !== undefined) await cookies.clearCookies({ name: input.remove });
  },
});

async function setCookie(name: string, input: Input, context: ActionContext): Promise<void> {
  const { value = "", path = "/", max_age, http_only: httpOnly = false, secure = false, same_site = "lax" } = input;
  const maxAgeMs = max_age === undefined ? undefined : parseDuration(max_age, LONGEST_SPAN_MS);
  for (const credential of cookieCredentials(`${name}=${value}`)) context.addSent(credential);
  await context.page.context().addCookies([{
    ...{ name, value, path, httpOnly, secure, domain: siteOf(input, context).hostname },
    sameSite: ({ strict: "Strict", lax: "Lax", none: "None" } as const)[same_site],
    ...given({ expires: maxAgeMs === undefined ? undefined : (Date.now() + maxAgeMs) / 1_000 }),
  }]);
}

async function keepCookie(name: string, input: Input, context: ActionContext): Promise<void> {
  const { href } = siteOf(input, context);
  const found = (await context.page.context().cookies(href)).find((cookie) => cookie.name === name);
  if (found === undefined) throw noCookie(name, await context.page.context().cookies(href));
  if (input.secret === true) context.addSecret(found.value);
  if (input.as !== undefined) context.variables.set(input.as, found.value);
}

function noCookie(name: string, others: readonly Cookie[]): ActionError {
  const found = others.length === 0 ? "no cookies" : `only ${others.map((other) => `"${other.name}"`).join(", ")}`;
  return new ActionError("assertion", `Cannot get cookie "${name}": found ${found}, expected one of that name`, {
    expected: `cookie "${name}"`,
    actual: found,
  });
}

/** The page whose cookies are meant; throws `ActionError` when no page and no `base_url` says so. */
function siteOf({ url: written }: Input, { page, url, baseUrl }: ActionContext): URL {
  const site = URL.parse(written === undefined ? page.url() : url(written));
  if (site !== null && /^https?:$/.test(site.protocol)) return site;
  if (written === undefined && baseUrl !== null) return new URL(baseUrl);
  const found = written ?? page.url();
  throw new ActionError("page", `Cannot tell whose cookie is meant: found the page "${found}", expected a site`, {
    hint: "open a page first, or say url",
  });
}
