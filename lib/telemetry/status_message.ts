import { type AnswerBody, readAnswer } from "./read_answer.ts";

/** Reads the message of a `google.rpc.Status`, with which a collector says why it refuses; empty when there is none. */
export function statusMessage(answer: AnswerBody): string {
  const status = readAnswer(answer, readStatus);
  const isStatus = typeof status === "object" && status !== null && "message" in status;
  return isStatus && typeof status.message === "string" ? status.message : "";
}

const MESSAGE_FIELD = 2;

/** The binary form: a code as varint, a message as text, details with a length; throws when it is none. */
function readStatus(bytes: Uint8Array): { readonly message: string } {
  let at = 0;
  let message = "";
  while (at < bytes.length) {
    const tag = varint();
    const number = varint();
    if ((tag & 7) === 0) continue;
    if ((tag & 7) !== 2 || at + number > bytes.length) throw new Error("Cannot read a status: found another message");
    if (tag >> 3 === MESSAGE_FIELD) {
      message = new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(at, at + number));
    }
    at += number;
  }
  return { message };

  function varint(): number {
    let result = 0;
    for (let factor = 1;; factor *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error("Cannot read a status: found its end, expected more");
      result += (byte & 0x7f) * factor;
      if (byte < 0x80) return result;
    }
  }
}
