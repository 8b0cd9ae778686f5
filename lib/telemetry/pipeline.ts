import type { CountingExporter } from "./counting_exporter.ts";
import type { DeliveryCounter } from "./delivery_counter.ts";

/** The way of one signal to its collector. */
export interface Pipeline {
  readonly counter: DeliveryCounter;
  readonly exporter: Pick<CountingExporter<never>, "busy" | "reason" | "remarks" | "close">;
  /** Sends what has not been sent and waits for every answer; called once. */
  flush(): Promise<void>;
}
