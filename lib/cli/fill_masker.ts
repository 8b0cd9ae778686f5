import type { Masker } from "../mask.ts";
import { headerCredentials } from "../mask/header_credentials.ts";
import { maskVariables } from "../mask/mask_variables.ts";
import type { PreparedRun } from "./prepare_run.ts";

/** Lets the masker know the secrets of a run, and the credentials in the URLs, headers and variables that were given for it. */
export function fillMasker(masker: Masker, { plan, secrets, network, browser, telemetry }: PreparedRun): void {
  for (const { name, value } of secrets.all) masker.add(value, name);
  const { http, https } = network.proxies;
  for (const { href } of [http, https].filter((proxy) => proxy !== null)) masker.addUrl(href, "proxy");
  if (browser.connect !== null) masker.addUrl(browser.connect.url, "--connect");
  // A template is filled in later, by each attempt.
  for (const { baseUrl } of plan.flows) if (typeof baseUrl === "string") masker.addUrl(baseUrl, "base_url");
  for (const { row } of plan.flows) maskVariables(row ?? {}, masker);
  const { settings } = telemetry;
  const signals = settings.enabled ? [settings.traces, settings.metrics].filter((signal) => signal !== null) : [];
  for (const { url, headers } of signals) {
    masker.addUrl(url, "the endpoint of telemetry");
    for (const credential of headerCredentials(Object.entries(headers))) masker.addGiven(credential);
  }
}
