import type { Delivery, Receipt } from "./telemetry.ts";

/** The warning about telemetry that did not arrive; `reason` is an error, or the milliseconds that were waited. */
export function describeLoss({ endpoint, spans, data_points }: Receipt, reason: Error | number | null): string {
  const parts = [...lossOf(spans, "spans"), ...lossOf(data_points, "data points")];
  return `Cannot deliver telemetry to "${endpoint}": ${parts.join(", ")}${describeReason(reason)}`;
}

function lossOf({ recorded, rejected, lost }: Delivery, what: string): readonly string[] {
  const lostPart = lost > 0 ? [`lost ${lost} of ${recorded} ${what}`] : [];
  return rejected ? [...lostPart, `${rejected} of ${recorded} ${what} were rejected`] : lostPart;
}

function describeReason(reason: Error | number | null): string {
  if (reason === null) return "";
  if (typeof reason === "number") return ` (not accepted within ${reason} ms)`;
  const code = "code" in reason && typeof reason.code === "number" ? String(reason.code) : "";
  const message = reason.message || reason.name;
  return ` (${message.startsWith(code) ? message : `${code} ${message}`})`;
}
