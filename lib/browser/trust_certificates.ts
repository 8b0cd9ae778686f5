import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Host } from "../host.ts";
import { type CertificateNames, readNames } from "../network/read_names.ts";

/**
 * Makes a home folder in which Chromium on Linux trusts these authorities beside its own and those of the user, and
 * checks everything else as always. It reads them from the NSS database `.pki/nssdb` of its home: an SQLite file with a
 * row for each certificate and for the trust in it. NSS checks the signature of a trust only when it finds the keys of
 * the database, so these stay behind.
 */
export async function homeThatTrusts(
  host: Host,
  der: readonly Uint8Array[],
  folder: string,
): Promise<string> {
  const home = join(folder, "home");
  const database = join(home, ".pki", "nssdb", "cert9.db");
  await host.files.makeFolder(join(home, ".pki", "nssdb"), { mode: 0o700 });
  const own = join(host.env.get("HOME") ?? "/", ".pki", "nssdb", "cert9.db");
  const isCopy = (await host.files.info(own))?.isFile === true;
  if (isCopy) await host.files.copy(own, database);
  const { DatabaseSync } = await import("node:sqlite");
  const rows = new DatabaseSync(database);
  try {
    if (!isCopy) rows.exec(`CREATE TABLE nssPublic (id PRIMARY KEY UNIQUE ON CONFLICT ABORT, ${COLUMNS.join(", ")})`);
    der.forEach((certificate, index) => {
      const names = readNames(certificate);
      for (const [offset, row] of [certificateRow(certificate, names), trustRow(certificate, names)].entries()) {
        const id = FIRST_ID + 2 * index + offset;
        rows.prepare(`DELETE FROM nssPublic WHERE id = ?`).run(id);
        const marks = Object.keys(row).map(() => "?").join(", ");
        rows.prepare(`INSERT INTO nssPublic (id, ${Object.keys(row).join(", ")}) VALUES (?, ${marks})`)
          .run(id, ...Object.values(row));
      }
    });
  } finally {
    rows.close();
  }
  return home;
}

/** Ids of objects are any numbers below 2^30. */
const FIRST_ID = 0x0a5c0000;

/** Attributes of PKCS #11 by their numbers, as `sdb.c` of NSS names the columns. */
const CLASS = "a0", TOKEN = "a1", PRIVATE = "a2", LABEL = "a3", VALUE = "a11", CERTIFICATE_TYPE = "a80";
const ISSUER = "a81", SERIAL = "a82", SUBJECT = "a101", ID = "a102", MODIFIABLE = "a170";
const SERVER_AUTH = "ace536358", CLIENT_AUTH = "ace536359", CODE_SIGNING = "ace53635a", EMAIL = "ace53635b";
const STEP_UP = "ace536360", SHA1 = "ace5363b4", MD5 = "ace5363b5";

const COLUMNS = [
  ...[CLASS, TOKEN, PRIVATE, LABEL, VALUE, CERTIFICATE_TYPE, ISSUER, SERIAL, SUBJECT, ID, MODIFIABLE],
  ...[SERVER_AUTH, CLIENT_AUTH, CODE_SIGNING, EMAIL, STEP_UP, SHA1, MD5],
];

/** Values of `pkcs11n.h`. */
const TRUST_OBJECT = 0xce534353, TRUSTED_AUTHORITY = 0xce534352, NOTHING_SAID = 0xce53435b;

type Row = Readonly<Record<string, Uint8Array>>;

function certificateRow(der: Uint8Array, { issuer, serial, subject }: CertificateNames): Row {
  return {
    [CLASS]: number(1),
    [TOKEN]: YES,
    [PRIVATE]: NO,
    [LABEL]: new TextEncoder().encode("qa-rig --ca"),
    [VALUE]: der,
    [CERTIFICATE_TYPE]: number(0),
    [ISSUER]: issuer,
    [SERIAL]: serial,
    [SUBJECT]: subject,
    [ID]: hash("sha1", der),
    [MODIFIABLE]: YES,
  };
}

/** Trusted to name servers, and nothing else. */
function trustRow(der: Uint8Array, { issuer, serial }: CertificateNames): Row {
  return {
    [CLASS]: number(TRUST_OBJECT),
    [TOKEN]: YES,
    [PRIVATE]: NO,
    [ISSUER]: issuer,
    [SERIAL]: serial,
    [MODIFIABLE]: YES,
    [SERVER_AUTH]: number(TRUSTED_AUTHORITY),
    [CLIENT_AUTH]: number(NOTHING_SAID),
    [CODE_SIGNING]: number(NOTHING_SAID),
    [EMAIL]: number(NOTHING_SAID),
    [STEP_UP]: NO,
    [SHA1]: hash("sha1", der),
    [MD5]: hash("md5", der),
  };
}

const YES = Uint8Array.of(1);
const NO = Uint8Array.of(0);

function number(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function hash(algorithm: string, bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash(algorithm).update(bytes).digest());
}
