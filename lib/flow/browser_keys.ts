import * as z from "zod";
import { PLACE_KEYS } from "../actions/geolocation.ts";
import { choice, data, flag, integer, scalar, text } from "../actions/scalar.ts";
import { MOST_PIXELS } from "../actions/viewport.ts";

function timezone() {
  return scalar({
    expected: "a time zone such as UTC or Europe/Paris",
    jsonSchema: { type: "string" },
    read: (value) => typeof value === "string" && isTimezone(value) ? value : undefined,
  });
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The key `browser` of a flow or a suite. */
export const BROWSER_KEYS = z.strictObject({
  viewport: z.exactOptional(
    z.strictObject({ width: integer(1, MOST_PIXELS), height: integer(1, MOST_PIXELS) }).describe(
      "size of the page; default 1280×720",
    ),
  ),
  device: z.exactOptional(text().describe("a device that Playwright knows, such as iPhone 15")),
  locale: z.exactOptional(text().describe("default en-US")),
  timezone: z.exactOptional(timezone().describe("default UTC")),
  color_scheme: z.exactOptional(choice("light", "dark", "no-preference").describe("default light")),
  geolocation: z.exactOptional(
    z.strictObject(PLACE_KEYS)
      .describe("where the browser says it is"),
  ),
  permissions: z.exactOptional(z.array(text()).describe("granted from the start, such as geolocation")),
  user_agent: z.exactOptional(text().describe("what the browser calls itself")),
  http_credentials: z.exactOptional(
    z.strictObject({ username: data(), password: data() }).describe("for HTTP authentication"),
  ),
  storage_state: z.exactOptional(text().describe("a file with cookies and storage to begin with")),
  ignore_https_errors: z.exactOptional(flag().describe("accept any certificate")),
  client_certificates: z.exactOptional(
    z.array(z.strictObject({ origin: text(), cert: text(), key: text(), passphrase: z.exactOptional(data()) }))
      .describe("certificates of the browser, by origin"),
  ),
  dialogs: z.exactOptional(choice("accept", "dismiss").describe("what happens to a dialog that no step expects")),
  test_id_attribute: z.exactOptional(text().describe("what test_id looks at; default data-testid")),
});

/** Keys of `browser` that hold no `${…}`: all but those that may need a secret. */
export const FIXED_BROWSER_KEYS: readonly string[] = Object.keys(BROWSER_KEYS.shape).filter((key) =>
  key !== "http_credentials" && key !== "client_certificates"
);
