import { formatDuration } from "../../duration.ts";
import type { Delivery, Receipt } from "../../telemetry/telemetry.ts";

/** The receipt for people. */
export function receiptText({ protocol, endpoint, spans, data_points: points, flush_ms: flushMs }: Receipt): string {
  return [
    `sent to      ${endpoint} by ${protocol}`,
    `spans        ${deliveryText(spans)}`,
    `data points  ${deliveryText(points)}`,
    ...flushMs === null ? [] : [`answered     after ${formatDuration(flushMs)}`],
    "",
  ].join("\n");
}

function deliveryText({ recorded, accepted, rejected, lost }: Delivery): string {
  const parts = [`${accepted} of ${recorded} accepted`];
  if (rejected !== null && rejected > 0) parts.push(`${rejected} rejected`);
  if (lost > 0) parts.push(`${lost} lost`);
  return parts.join(", ");
}
