import type { BrowserContextOptions } from "playwright";

/** Cookies and storage of a context. */
export type StorageState = Exclude<BrowserContextOptions["storageState"], string | undefined>;

/** The flow's `browser`, with every template filled in. */
export interface SessionSettings {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly device?: string;
  readonly locale?: string;
  readonly timezone?: string;
  readonly color_scheme?: "light" | "dark" | "no-preference";
  readonly geolocation?: { readonly latitude: number; readonly longitude: number; readonly accuracy?: number };
  readonly permissions?: readonly string[];
  readonly user_agent?: string;
  readonly http_credentials?: { readonly username: string; readonly password: string };
  /** A path, or the state itself. */
  readonly storage_state?: string | StorageState;
  readonly ignore_https_errors?: boolean;
  readonly client_certificates?: readonly {
    readonly origin: string;
    readonly cert: string;
    readonly key: string;
    readonly passphrase?: string;
  }[];
  readonly dialogs?: "accept" | "dismiss";
  readonly test_id_attribute?: string;
}
