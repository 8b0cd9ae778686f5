import { formatDuration } from "../duration.ts";
import type { Delivery, Receipt } from "./telemetry.ts";

/** How telemetry was sent, beside what the receipt counts. */
export interface SendingOutcome {
  /** What ended the waiting: the deadline after so many milliseconds, or a signal; `null` when all was answered. */
  readonly ended: number | "interrupted" | null;
  /** Why something is lost, as far as it is known. */
  readonly error: Error | null;
  /** What the collector said of telemetry that it answered without error. */
  readonly remarks: readonly string[];
}

/** The warning about telemetry that did not arrive, or that the collector had something to say of; `null` for none. */
export function describeSending(receipt: Receipt, sending: SendingOutcome): string | null {
  const { endpoint, spans, data_points } = receipt;
  if (receipt.delivered) {
    return sending.remarks.length === 0
      ? null
      : `Telemetry has arrived at "${endpoint}": ${sending.remarks.join("; ")}`;
  }
  const parts = [...lossOf(spans, "spans"), ...lossOf(data_points, "data points")];
  return `Cannot deliver telemetry to "${endpoint}": ${parts.join(", ")}${describeReason(sending)}`;
}

function lossOf({ recorded, rejected, lost }: Delivery, what: string): readonly string[] {
  const lostPart = lost > 0 ? [`lost ${lost} of ${recorded} ${what}`] : [];
  return rejected ? [...lostPart, `${rejected} of ${recorded} ${what} were rejected`] : lostPart;
}

function describeReason({ ended, error, remarks }: SendingOutcome): string {
  const reasons = [
    ...ended === null ? [] : [describeEnd(ended)],
    ...error === null ? [] : [describeError(error)],
    ...remarks,
  ];
  return reasons.length === 0 ? "" : ` (${reasons.join(": ")})`;
}

function describeEnd(ended: number | "interrupted"): string {
  return ended === "interrupted" ? "not accepted before the signal" : `not accepted within ${formatDuration(ended)}`;
}

function describeError(error: Error): string {
  const code = "code" in error && typeof error.code === "number" ? String(error.code) : "";
  const message = error.message || error.name;
  return message.startsWith(code) ? message : `${code} ${message}`;
}
