import type { Distribution, Family } from "./read_distribution.ts";

/** The package of something in Debian, Fedora and Alpine. */
export type PackageNames = Readonly<Record<Family, string>>;

const names = (debian: string, fedora: string, alpine: string): PackageNames => ({ debian, fedora, alpine });

const NSS = names("libnss3", "nss", "nss");
/** What was made for glibc does not start with musl. */
const LOADER = names("libc6", "glibc", "gcompat");
const GLIB = names("libglib2.0-0", "glib2", "glib");

/** Which package brings a library, by the library's name without its version. */
const LIBRARIES: { readonly [name: string]: PackageNames } = {
  "ld-linux-x86-64": LOADER,
  "ld-linux-aarch64": LOADER,
  "libX11": names("libx11-6", "libX11", "libx11"),
  "libXcomposite": names("libxcomposite1", "libXcomposite", "libxcomposite"),
  "libXdamage": names("libxdamage1", "libXdamage", "libxdamage"),
  "libXext": names("libxext6", "libXext", "libxext"),
  "libXfixes": names("libxfixes3", "libXfixes", "libxfixes"),
  "libXrandr": names("libxrandr2", "libXrandr", "libxrandr"),
  "libasound": names("libasound2", "alsa-lib", "alsa-lib"),
  "libatk-1.0": names("libatk1.0-0", "atk", "at-spi2-core"),
  "libatk-bridge-2.0": names("libatk-bridge2.0-0", "at-spi2-atk", "at-spi2-core"),
  "libatspi": names("libatspi2.0-0", "at-spi2-core", "at-spi2-core"),
  "libcairo": names("libcairo2", "cairo", "cairo"),
  "libcups": names("libcups2", "cups-libs", "cups-libs"),
  "libdbus-1": names("libdbus-1-3", "dbus-libs", "dbus-libs"),
  "libdrm": names("libdrm2", "libdrm", "libdrm"),
  "libexpat": names("libexpat1", "expat", "libexpat"),
  "libfontconfig": names("libfontconfig1", "fontconfig", "fontconfig"),
  "libfreetype": names("libfreetype6", "freetype", "freetype"),
  "libgbm": names("libgbm1", "mesa-libgbm", "mesa-gbm"),
  "libgio-2.0": GLIB,
  "libglib-2.0": GLIB,
  "libgobject-2.0": GLIB,
  "libgtk-3": names("libgtk-3-0", "gtk3", "gtk+3.0"),
  "libnspr4": names("libnspr4", "nspr", "nspr"),
  "libnss3": NSS,
  "libnssutil3": NSS,
  "libpango-1.0": names("libpango-1.0-0", "pango", "pango"),
  "libsmime3": NSS,
  "libudev": names("libudev1", "systemd-libs", "eudev-libs"),
  "libxcb": names("libxcb1", "libxcb", "libxcb"),
  "libxkbcommon": names("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
};

/** Fonts with the letters of Latin, Greek and Cyrillic. */
export const FONTS: PackageNames = names("fonts-liberation", "liberation-fonts", "font-liberation");

const INSTALL: Readonly<Record<Family, string>> = {
  debian: "apt-get install",
  fedora: "dnf install",
  alpine: "apk add",
};

/** The package of a library such as `libnss3.so`; `null` for one that is not known. */
export function packageOf(library: string): PackageNames | null {
  return LIBRARIES[library.replace(/^.*\/|\.so(\..*)?$/g, "")] ?? null;
}

/** The command that installs packages here; the commands of all three where the distribution is another one. */
export function installPackages(packages: readonly PackageNames[], distribution: Distribution | null): string {
  const family = distribution?.family ?? null;
  const families = family === null ? Object.keys(INSTALL) as readonly Family[] : [family];
  return families.map((family) => {
    return `${INSTALL[family]} ${[...new Set(packages.map((names) => names[family]))].sort().join(" ")}`;
  }).join(", or ");
}
