/** The values of `--browser`. */
export const BROWSER_NAMES = ["chromium", "firefox", "webkit", "chrome", "msedge"] as const;

/** A name of `BROWSER_NAMES`. */
export type BrowserName = typeof BROWSER_NAMES[number];

/** A browser's executable and what it needs. */
export interface FoundBrowser {
  readonly name: BrowserName;
  /** Absolute. */
  readonly executable: string;
  /** For the report: `option`, `embedded`, `system`, `playwright` or `package`. */
  readonly source: string;
  /** Variables that it needs: where its libraries and fonts are. */
  readonly env: Readonly<Record<string, string>>;
  /** Whether it can only run without a window. */
  readonly headlessOnly: boolean;
}
