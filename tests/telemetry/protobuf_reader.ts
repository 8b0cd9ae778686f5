/** Fields of a message by number, each with its values in order: bytes of length-delimited ones, numbers of varints. */
export type ProtobufMessage = ReadonlyMap<number, readonly (Uint8Array | bigint)[]>;

/** Reads one message of the protocol buffers wire format; fixed-size fields are their bytes. */
export function readMessage(bytes: Uint8Array): ProtobufMessage {
  const fields = new Map<number, (Uint8Array | bigint)[]>();
  let at = 0;
  while (at < bytes.length) {
    const tag = Number(varint());
    const values = fields.get(tag >> 3) ?? [];
    values.push(value(tag & 7));
    fields.set(tag >> 3, values);
  }
  return fields;

  function value(wireType: number): Uint8Array | bigint {
    if (wireType === 0) return varint();
    if (wireType === 1) return take(8);
    if (wireType === 2) return take(Number(varint()));
    if (wireType === 5) return take(4);
    throw new Error(`Cannot read protocol buffers: found wire type ${wireType}, expected 0, 1, 2 or 5`);
  }

  function take(length: number): Uint8Array {
    at += length;
    return bytes.subarray(at - length, at);
  }

  function varint(): bigint {
    let result = 0n;
    for (let shift = 0n;; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error("Cannot read protocol buffers: found the end, expected more");
      result |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return result;
    }
  }
}

/** The messages at a path of field numbers. */
export function messagesAt(message: ProtobufMessage, path: readonly number[]): readonly ProtobufMessage[] {
  const [field, ...rest] = path;
  if (field === undefined) return [message];
  return (message.get(field) ?? []).flatMap((value) =>
    value instanceof Uint8Array ? messagesAt(readMessage(value), rest) : []
  );
}

/** The one text in a field, empty when it is absent. */
export function textAt(message: ProtobufMessage, field: number): string {
  const value = message.get(field)?.[0];
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : "";
}

/** The one run of bytes in a field, as hex digits. */
export function hexAt(message: ProtobufMessage, field: number): string {
  const value = message.get(field)?.[0];
  return value instanceof Uint8Array ? value.toHex() : "";
}
