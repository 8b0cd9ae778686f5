import { resolve } from "node:path";
import type { SessionSettings } from "../browser/session_settings.ts";
import type { Host } from "../host.ts";
import type { Scope } from "../plan/expression.ts";
import type { FlowSession } from "../plan/flow.ts";
import { partsIn } from "../plan/parts_in.ts";
import { secretsIn } from "../plan/secrets_in.ts";
import type { BrowserInfo } from "./result.ts";
import type { RunTools } from "./run_tools.ts";

/** All that decides what state a login leaves. */
export interface SessionKeyParts {
  readonly session: FlowSession;
  /** `key` and `with`, filled in. */
  readonly key: string;
  readonly given: Scope;
  readonly baseUrl: string | null;
  readonly settings: SessionSettings;
  readonly browser: BrowserInfo;
}

/**
 * The id of a login's state: an HMAC over everything that the state depends on, such as the values of its secrets and
 * the content of its files. Another password, another login flow or another browser has another state.
 */
export async function sessionKey(
  { session, key, given, baseUrl, settings, browser }: SessionKeyParts,
  { tools, secret }: { readonly tools: RunTools; readonly secret: Uint8Array<ArrayBuffer> },
): Promise<string> {
  const { host } = tools;
  const files = partsIn(session.part).map(({ specPath }) => specPath);
  const facts = {
    folder: host.cwd,
    files: await contentsOf(files, host),
    key,
    given,
    base_url: baseUrl,
    secrets: secretsIn(session.part).map((source) => [source.name, tools.secret(source)]),
    environment: session.envNames.map((name) => [name, tools.environment(name) ?? null]),
    settings: await settingsThatMatter(settings, host),
    browser: [browser.name, browser.version, browser.headless],
  };
  const hmac = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const signed = await crypto.subtle.sign("HMAC", hmac, new TextEncoder().encode(JSON.stringify(facts)));
  return new Uint8Array(signed).toHex();
}

/** What only changes how pages look or how a flow names elements changes no login. */
async function settingsThatMatter(settings: SessionSettings, host: Host) {
  const { viewport: _, color_scheme: _scheme, dialogs: _dialogs, test_id_attribute: _attribute, ...rest } = settings;
  const paths = [
    ...typeof rest.storage_state === "string" ? [rest.storage_state] : [],
    ...(rest.client_certificates ?? []).flatMap(({ cert, key }) => [cert, key]),
  ];
  return [rest, await contentsOf(paths, host)];
}

function contentsOf(paths: readonly string[], { cwd, files }: Host) {
  return Promise.all(
    [...new Set(paths)].map(async (path) => [path, await files.readText(resolve(cwd, path))] as const),
  );
}
