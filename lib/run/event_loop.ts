import type { Host } from "../host.ts";

/** How long work may go on before timers, signals and exports get their turn, in milliseconds. */
const LONGEST_MS = 20;

/** Since when the event loop has had no turn; `null` when nobody has asked since its last one. */
let busySinceMs: number | null = null;

/**
 * Gives the event loop its turn when it has had none for a while. Steps that wait for nothing would otherwise run on
 * promises alone, and deadlines, signals and the export of spans would wait for the last of them.
 */
export async function giveTurn({ monotonicMs }: Pick<Host, "monotonicMs">): Promise<void> {
  const nowMs = monotonicMs();
  if (busySinceMs === null) {
    busySinceMs = nowMs;
    setTimeout(() => busySinceMs = null, 0);
    return;
  }
  // A timer, not `setImmediate()`: between those the runtime reads neither sockets nor signals.
  if (nowMs - busySinceMs >= LONGEST_MS) await new Promise((resolve) => setTimeout(resolve, 0));
}
