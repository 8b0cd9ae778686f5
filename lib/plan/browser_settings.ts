import type { Written } from "./value.ts";

/** The key `browser` of a flow; what is absent has the fixed default of `contextOptions()`. */
export interface BrowserSettings {
  readonly viewport?: { readonly width: number; readonly height: number };
  /** A name of Playwright's device list, such as `iPhone 15`. */
  readonly device?: string;
  readonly locale?: string;
  readonly timezone?: string;
  readonly color_scheme?: "light" | "dark" | "no-preference";
  readonly geolocation?: { readonly latitude: number; readonly longitude: number; readonly accuracy?: number };
  readonly permissions?: readonly string[];
  readonly user_agent?: string;
  /** Templates: the password is a secret. */
  readonly http_credentials?: { readonly username: Written; readonly password: Written };
  /** A path, absolute after parsing. */
  readonly storage_state?: string;
  readonly ignore_https_errors?: boolean;
  readonly client_certificates?: readonly ClientCertificate[];
  /** What happens to a dialog that no step expects; `dismiss` where nothing is said. */
  readonly dialogs?: "accept" | "dismiss";
  readonly test_id_attribute?: string;
}

/** A client certificate for one origin; paths are absolute after parsing. */
export interface ClientCertificate {
  readonly origin: string;
  readonly cert: string;
  readonly key: string;
  readonly passphrase?: Written;
}
