/** The body of an answer, and what the collector says it is. */
export interface AnswerBody {
  readonly body: Uint8Array;
  /** Empty when the collector does not say. */
  readonly mediaType: string;
}

/** Reads the body of an answer as JSON, else in the binary form; `undefined` when it is neither, as a page is. */
export function readAnswer({ body, mediaType }: AnswerBody, readBinary: (body: Uint8Array) => unknown): unknown {
  if (body.length === 0) return {};
  if (/html\b/i.test(mediaType)) return undefined;
  // What collectors send is often called something else, and no message in the binary form is JSON by chance.
  const json = attempt(() => JSON.parse(new TextDecoder().decode(body)));
  if (json !== undefined || /^text\/|json\b/i.test(mediaType)) return json;
  return attempt(() => readBinary(body));
}

function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}
