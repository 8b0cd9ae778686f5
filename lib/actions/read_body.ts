import type { Value } from "../plan/value.ts";

/** The text of a response, and whether it was cut. */
export interface ReadBody {
  readonly text: string;
  readonly isCut: boolean;
}

/** Reads at most `limit` bytes of a response as text and drops the rest; rejects when the connection breaks. */
export async function readBody(response: Response, limit: number): Promise<ReadBody> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  // Leaving the loop cancels the stream.
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk.subarray(0, limit - length));
    length += chunk.length;
    if (length > limit) break;
  }
  const bytes = await new Blob(chunks).arrayBuffer();
  const isCut = length > limit;
  // As a stream, the half of a character before the cut is left out.
  return { text: decoder(response.headers.get("content-type") ?? "").decode(bytes, { stream: isCut }), isCut };
}

function decoder(contentType: string): TextDecoder {
  const charset = /charset="?([^";\s]+)/i.exec(contentType)?.[1] ?? "utf-8";
  try {
    return new TextDecoder(charset);
  } catch {
    // A charset that nobody knows: most text is UTF-8 whatever it says.
    return new TextDecoder();
  }
}

/** The data that a JSON text holds; `undefined` when it is no JSON. */
export function parseJson(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}
