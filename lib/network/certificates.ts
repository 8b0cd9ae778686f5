import * as tls from "node:tls";
import { UsageError } from "../errors.ts";
import type { FileSystem } from "../host.ts";

/** Certificates of a PEM file: its text for TLS clients, and each one as DER. */
export interface Certificates {
  readonly path: string;
  readonly pem: string;
  readonly der: readonly Uint8Array[];
}

/** Reads the certificates of a PEM file (RFC 7468); throws `UsageError` when it holds none. */
export async function readCertificates(path: string, files: FileSystem): Promise<Certificates> {
  let text: string;
  try {
    text = await files.readText(path);
  } catch (cause) {
    throw new UsageError(`Cannot read the certificates "${path}": there is no such file, or it cannot be read`, {
      cause,
    });
  }
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const der = blocks.map(derOf).filter((bytes) => bytes !== null);
  if (der.length > 0 && der.length === blocks.length) return { path, pem: `${blocks.join("\n")}\n`, der };
  throw new UsageError(`Cannot read the certificates "${path}": expected a PEM file with certificates`, {
    hint: 'it begins with "-----BEGIN CERTIFICATE-----"; "openssl x509 -inform der" makes one of a DER file',
  });
}

/** The authorities that this runtime trusts by itself, and these. */
export function authoritiesWith({ pem }: Certificates): readonly string[] {
  // Runtimes before 2.7 know only the list that they were built with.
  return [...tls.getCACertificates?.("default") ?? tls.rootCertificates, pem];
}

/** Makes TLS clients of libraries in this process trust them too, where the runtime has a way: Playwright's is one. */
export function trustInProcess(certificates: Certificates): void {
  // Newer than its types.
  const { getCACertificates, setDefaultCACertificates } = tls as typeof tls & {
    readonly setDefaultCACertificates?: (pem: readonly string[]) => void;
  };
  if (getCACertificates !== undefined) setDefaultCACertificates?.(authoritiesWith(certificates));
}

function derOf(block: string): Uint8Array | null {
  try {
    const bytes = Uint8Array.fromBase64(block.replace(/-----[^-]+-----/g, "").replace(/\s/g, ""));
    // A certificate is a sequence: anything else would break whoever reads it later.
    return bytes[0] === 0x30 ? bytes : null;
  } catch {
    return null;
  }
}
