/** The parts of a certificate by which others refer to it, as DER. */
export interface CertificateNames {
  readonly serial: Uint8Array;
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
}

/** Reads the names in a certificate (RFC 5280, section 4.1); throws `RangeError` for what ends too early. */
export function readNames(der: Uint8Array): CertificateNames {
  const certificate = elementAt(der, 0);
  const body = elementAt(der, certificate.content);
  const version = elementAt(der, body.content);
  // A certificate of version 1 begins with its serial number.
  const serial = version.tag === 0xa0 ? elementAt(der, version.end) : version;
  const algorithm = elementAt(der, serial.end);
  const issuer = elementAt(der, algorithm.end);
  const validity = elementAt(der, issuer.end);
  const subject = elementAt(der, validity.end);
  const whole = ({ start, end }: Element) => der.subarray(start, end);
  return { serial: whole(serial), issuer: whole(issuer), subject: whole(subject) };
}

/** Where an element of DER begins, where its content does, and where both end. */
interface Element {
  readonly tag: number;
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

/** By X.690, section 8.1. */
function elementAt(der: Uint8Array, start: number): Element {
  const view = new DataView(der.buffer, der.byteOffset, der.byteLength);
  const first = view.getUint8(start + 1);
  const more = first < 0x80 ? 0 : first & 0x7f;
  let length = more === 0 ? first : 0;
  for (let index = 0; index < more; index++) length = length * 256 + view.getUint8(start + 2 + index);
  const content = start + 2 + more;
  return { tag: view.getUint8(start), start, content, end: content + length };
}
