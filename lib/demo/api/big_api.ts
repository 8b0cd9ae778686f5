import type { Handler } from "../visit.ts";
import { numberFrom } from "./number_from.ts";

const CHUNK = new Uint8Array(65_536).fill("x".charCodeAt(0));

/** Streams `?bytes=` bytes of text. */
export const getBig: Handler = ({ url }) => {
  let left = numberFrom(url, "bytes", 1_000_000, 8 * 1024 ** 3);
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (left === 0) return controller.close();
      const chunk = CHUNK.subarray(0, Math.min(left, CHUNK.length));
      left -= chunk.length;
      controller.enqueue(chunk);
    },
  });
  return new Response(body, { headers: { "content-type": "text/plain" } });
};
