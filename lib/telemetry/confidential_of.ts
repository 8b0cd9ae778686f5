import { basicAuthorization, percentDecoded } from "./basic_authorization.ts";
import type { SignalSettings } from "./signal_settings.ts";

/** Texts under this many characters would be found in the middle of other words. */
const LEAST_CONFIDENTIAL = 4;

/** Gives what a collector may repeat of a request and nobody may see: values of headers, with and without their scheme. */
export function confidentialOf({ url: written, headers }: SignalSettings): readonly string[] {
  const url = new URL(written);
  const sent = [...Object.values(headers), basicAuthorization(url) ?? ""];
  const values = sent.flatMap((value) => [value, ...value.split(" ").slice(1)]);
  return [...values, url.password, percentDecoded(url.password), url.search.slice(1)]
    .filter((text) => text.length >= LEAST_CONFIDENTIAL)
    .sort((one, other) => other.length - one.length);
}
