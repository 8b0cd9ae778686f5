import { Readable } from "node:stream";
import { createBrotliDecompress } from "node:zlib";

const PIECE = 1024 * 1024;

/** The content of a brotli archive as a stream, so that 209 MB never stand in memory. */
export function decompress(archive: Uint8Array): ReadableStream<Uint8Array> {
  const plain = Readable.from(pieces(archive)).pipe(createBrotliDecompress({ chunkSize: PIECE }));
  return Readable.toWeb(plain) as ReadableStream<Uint8Array>;
}

function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}
