import { formatDuration } from "../duration.ts";
import type { Delivery, Receipt } from "./telemetry.ts";

/** Why telemetry did not arrive, as far as it is known. */
export interface LossReason {
  /** The deadline, when it was what ended the waiting. */
  readonly waitedMs: number | null;
  readonly error: Error | null;
}

/** The warning about telemetry that did not arrive. */
export function describeLoss({ endpoint, spans, data_points }: Receipt, reason: LossReason): string {
  const parts = [...lossOf(spans, "spans"), ...lossOf(data_points, "data points")];
  return `Cannot deliver telemetry to "${endpoint}": ${parts.join(", ")}${describeReason(reason)}`;
}

function lossOf({ recorded, rejected, lost }: Delivery, what: string): readonly string[] {
  const lostPart = lost > 0 ? [`lost ${lost} of ${recorded} ${what}`] : [];
  return rejected ? [...lostPart, `${rejected} of ${recorded} ${what} were rejected`] : lostPart;
}

function describeReason({ waitedMs, error }: LossReason): string {
  const reasons = [
    ...waitedMs === null ? [] : [`not accepted within ${formatDuration(waitedMs)}`],
    ...error === null ? [] : [describeError(error)],
  ];
  return reasons.length === 0 ? "" : ` (${reasons.join(": ")})`;
}

function describeError(error: Error): string {
  const code = "code" in error && typeof error.code === "number" ? String(error.code) : "";
  const message = error.message || error.name;
  return message.startsWith(code) ? message : `${code} ${message}`;
}
