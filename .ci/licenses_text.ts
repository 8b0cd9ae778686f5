import { CHROMIUM_VERSION } from "../lib/browser/chromium_archives.ts";
import type { EmbeddedPackage } from "./embedded_packages.ts";
import type { Flavour } from "./make_bundle.ts";

/** What is in an executable beside packages, and the licence of each. */
const RUNTIME = [
  "Deno: MIT, Copyright 2018 the Deno authors, https://github.com/denoland/deno",
  "V8: BSD-3-Clause, Copyright 2006 the V8 project authors, https://v8.dev",
];
const CHROMIUM = [
  `Chromium ${CHROMIUM_VERSION}: BSD-3-Clause, Copyright 2015 The Chromium Authors, and the licences of its parts, https://www.chromium.org`,
  `@sparticuz/chromium ${CHROMIUM_VERSION} (how Chromium was built and packed): MIT, Copyright 2018 Alix Axel, https://github.com/Sparticuz/chromium`,
  "NSS and NSPR: MPL-2.0, https://firefox-source-docs.mozilla.org/security/nss",
  "Expat: MIT, Copyright 2000 Thai Open Source Software Center Ltd, https://libexpat.github.io",
  "SwiftShader: Apache-2.0, Copyright the SwiftShader authors, https://swiftshader.googlesource.com/SwiftShader",
  "Open Sans: OFL-1.1, Copyright 2020 The Open Sans Project Authors, https://github.com/googlefonts/opensans",
];

/** What `--licenses` prints: every part with its licence, then the texts, each once. */
export function licensesText(packages: readonly EmbeddedPackage[], flavour: Flavour): string {
  const parts = [
    ...RUNTIME,
    ...flavour === "full" ? CHROMIUM : [],
    ...packages.map(({ name, version, license, homepage }) => {
      return `${name} ${version}: ${license}${homepage === null ? "" : `, ${homepage}`}`;
    }),
  ];
  const texts = [...textsByContent(packages)].map(([text, owners]) =>
    `${"=".repeat(80)}\n${owners.join("\n")}\n\n${text}\n`
  );
  return `qa-rig is under the MIT license. It holds:\n\n${parts.join("\n")}\n\n${texts.join("\n")}`;
}

/** Many packages have the same text. */
function textsByContent(packages: readonly EmbeddedPackage[]): ReadonlyMap<string, readonly string[]> {
  const owners = new Map<string, string[]>();
  for (const { name, texts } of packages) {
    for (const [file, text] of Object.entries(texts)) {
      const content = text.replaceAll("\r\n", "\n").trim();
      owners.set(content, [...owners.get(content) ?? [], `${name}: ${file}`]);
    }
  }
  return owners;
}
