import project from "../deno.json" with { type: "json" };
import { ARCHIVES, CHROMIUM_VERSION } from "../lib/browser/chromium_archives.ts";
import type { EmbeddedPackage } from "./embedded_packages.ts";

/** What stands in the list of all parts of an executable. */
export interface SbomOptions {
  readonly commit: string;
  /** Of the commit, so that two builds give the same bytes. */
  readonly timestamp: string;
  /** The runtime that the executable is made with. */
  readonly deno: string;
}

/**
 * The parts of the executables in CycloneDX 1.6 (ECMA-424) JSON; Chromium, which only the full one holds, is `optional`.
 * Two calls with the same packages give the same text.
 */
export function sbomText(packages: readonly EmbeddedPackage[], { commit, timestamp, deno }: SbomOptions): string {
  const own = { type: "application", name: project.name, version: project.version, ...licensed(project.license) };
  const sbom = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      timestamp,
      component: { ...own, "bom-ref": project.name, properties: [{ name: "qa-rig:commit", value: commit }] },
    },
    components: [runtime(deno), chromium(), ...packages.map(library)],
  };
  return `${JSON.stringify(sbom, null, 2)}\n`;
}

function runtime(version: string) {
  const purl = `pkg:github/denoland/deno@v${version}`;
  return { type: "platform", "bom-ref": purl, name: "deno", version, purl, ...licensed("MIT") };
}

function chromium() {
  const purl = `pkg:npm/%40sparticuz/chromium@${CHROMIUM_VERSION}`;
  return {
    type: "application",
    "bom-ref": purl,
    name: "@sparticuz/chromium",
    version: CHROMIUM_VERSION,
    scope: "optional",
    purl,
    ...licensed("MIT AND BSD-3-Clause"),
    properties: Object.entries(ARCHIVES).map(([name, hash]) => ({ name: `qa-rig:sha256:${name}`, value: hash })),
  };
}

function library({ name, version, license, homepage, integrity }: EmbeddedPackage) {
  const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  return {
    type: "library",
    "bom-ref": purl,
    name,
    version,
    purl,
    ...licensed(license),
    ...integrity?.startsWith("sha512-") ? { hashes: [{ alg: "SHA-512", content: sha512(integrity) }] } : {},
    ...homepage === null ? {} : { externalReferences: [{ type: "website", url: homepage }] },
  };
}

function licensed(license: string) {
  return { licenses: [/[ (]/.test(license) ? { expression: license } : { license: { id: license } }] };
}

function sha512(integrity: string): string {
  return Uint8Array.fromBase64(integrity.slice("sha512-".length)).toHex();
}
