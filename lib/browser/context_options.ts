import type { BrowserContextOptions } from "playwright";
import { BrokenRunError } from "../errors.ts";
import type { Playwright } from "./playwright.ts";
import type { SessionSettings } from "./session_settings.ts";

/** What holds where a flow says nothing, so that a laptop and CI agree. */
const DEFAULTS = {
  viewport: { width: 1280, height: 720 },
  locale: "en-US",
  timezoneId: "UTC",
  colorScheme: "light",
  acceptDownloads: true,
} as const satisfies BrowserContextOptions;

/** Playwright's options for the context of an attempt; throws `BrokenRunError` for a device that it does not know. */
export function contextOptions(settings: SessionSettings, devices: Playwright["devices"]): BrowserContextOptions {
  return {
    ...DEFAULTS,
    ...deviceOptions(settings.device, devices),
    ...defined({
      viewport: settings.viewport,
      locale: settings.locale,
      timezoneId: settings.timezone,
      colorScheme: settings.color_scheme,
      geolocation: settings.geolocation,
      permissions: permissionsOf(settings),
      userAgent: settings.user_agent,
      httpCredentials: settings.http_credentials,
      storageState: settings.storage_state,
      ignoreHTTPSErrors: settings.ignore_https_errors,
      clientCertificates: settings.client_certificates?.map(({ origin, cert, key, passphrase }) => ({
        origin,
        certPath: cert,
        keyPath: key,
        ...(passphrase === undefined ? {} : { passphrase }),
      })),
    }),
  };
}

function deviceOptions(name: string | undefined, devices: Playwright["devices"]): BrowserContextOptions {
  if (name === undefined) return {};
  const device = devices[name];
  if (device === undefined) {
    throw new BrokenRunError(`Cannot emulate device "${name}": expected a name of Playwright's list of devices`, {
      hint: similarDevices(name, Object.keys(devices)),
    });
  }
  const { defaultBrowserType: _, ...options } = device;
  return options;
}

function similarDevices(name: string, known: readonly string[]): string | null {
  const [word = ""] = name.toLowerCase().split(/[\s\d]/);
  const similar = known.filter((device) => word !== "" && device.toLowerCase().startsWith(word)).slice(0, 5);
  return similar.length === 0 ? null : `there are ${similar.map((device) => `"${device}"`).join(", ")}`;
}

/** A place that no page may ask for would be of no use. */
function permissionsOf({ permissions, geolocation }: SessionSettings): string[] | undefined {
  if (geolocation === undefined) return permissions === undefined ? undefined : [...permissions];
  return [...new Set([...permissions ?? [], "geolocation"])];
}

/** The entries that have a value. */
function defined(options: { readonly [key in keyof BrowserContextOptions]: BrowserContextOptions[key] | undefined }) {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as BrowserContextOptions;
}
