import { describeLoss } from "../../lib/telemetry/describe_loss.ts";
import { NO_TELEMETRY, NOTHING_DELIVERED } from "../../lib/telemetry/telemetry.ts";
import { assertEquals } from "../assert.ts";

const LOST = { recorded: 5, accepted: 2, rejected: null, lost: 3 };
const RECEIPT = {
  ...NO_TELEMETRY.receipt(),
  endpoint: "http://a",
  spans: LOST,
  data_points: NOTHING_DELIVERED,
};

Deno.test("describeLoss() says what was lost and why", () => {
  const start = 'Cannot deliver telemetry to "http://a": lost 3 of 5 spans';
  const because = (error: Error | null, waitedMs: number | null = null) => describeLoss(RECEIPT, { waitedMs, error });
  assertEquals(because(null), start);
  assertEquals(because(null, 300), `${start} (not accepted within 300 ms)`);
  assertEquals(because(new Error("refused")), `${start} (refused)`);
  assertEquals(because(new Error("refused"), 3_000), `${start} (not accepted within 3.0 s: refused)`);
  const http = Object.assign(new Error("Bad Request"), { code: 400 });
  assertEquals(because(http), `${start} (400 Bad Request)`);
  const grpc = Object.assign(new Error("14 UNAVAILABLE: away"), { code: 14 });
  assertEquals(because(grpc), `${start} (14 UNAVAILABLE: away)`);
});
