/** The Chromium that the archives hold. */
export const CHROMIUM_VERSION = "153.0.0";

/**
 * The archives that Chromium is unpacked from, with the SHA-256 of each: those of `@sparticuz/chromium`, compressed by
 * brotli. The program itself, the libraries it needs where none are installed, fonts, and drawing without a GPU.
 */
export const ARCHIVES = {
  "chromium.br": "38e1e1649db20fa4ea644bf5987688ce81a4c9eb10e7eae8380b74fc0d699fea",
  "al2023.tar.br": "a166168dd3e3e9d8743689fff543c5cadb3025c1816c6a154c90dc68a59edd0a",
  "fonts.tar.br": "c1307fe5cd607092f0426742b4ab93755eec9a9b7752e47c56408c2bcf3e515b",
  "swiftshader.tar.br": "b680e40a33235ecc6ad4c6897a168b70ce5164f0d62d2a64d675320d51614631",
} as const;

/** A name of `ARCHIVES`. */
export type ArchiveName = keyof typeof ARCHIVES;

/** Where the archives come from: the npm package, or the executable itself. */
export interface ChromiumArchives {
  /** For the report: `package` or `embedded`. */
  readonly source: string;
  /** The compressed bytes, fetched when they are not there yet; `null` for `swiftshader.tar.br` where it was left out. */
  read(name: ArchiveName): Promise<Uint8Array<ArrayBuffer> | null>;
}
