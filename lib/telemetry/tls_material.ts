import { UsageError } from "../errors.ts";
import type { FileSystem } from "../host.ts";
import { authoritiesWith, readCertificates } from "../network/certificates.ts";
import type { SignalSettings } from "./signal_settings.ts";

/** The content of PEM files; `undefined` is the system's authorities and no client certificate. */
export interface TlsMaterial {
  readonly ca: Uint8Array | undefined;
  readonly key: Uint8Array | undefined;
  readonly cert: Uint8Array | undefined;
}

/** Reads the certificates of a signal; throws `UsageError` for a file that cannot be read. */
export async function readTlsMaterial({ certificates, tls }: SignalSettings, files: FileSystem): Promise<TlsMaterial> {
  if (!tls) return { ca: undefined, key: undefined, cert: undefined };
  const { authorities, alsoTrusted, client } = certificates;
  const [only, key, cert] = await Promise.all(
    [authorities, client?.key, client?.certificate].map((path) => path ? read(path, files) : undefined),
  );
  return { ca: only ?? (alsoTrusted === null ? undefined : await readMore(alsoTrusted, files)), key, cert };
}

async function readMore(path: string, files: FileSystem): Promise<Uint8Array> {
  return new TextEncoder().encode(authoritiesWith(await readCertificates(path, files)).join("\n"));
}

async function read(path: string, files: FileSystem): Promise<Uint8Array> {
  try {
    return await files.readBytes(path);
  } catch (cause) {
    throw new UsageError(`Cannot read certificate "${path}" for telemetry`, {
      cause,
      hint: "the variables OTEL_EXPORTER_OTLP_…CERTIFICATE and …CLIENT_KEY name PEM files",
    });
  }
}
