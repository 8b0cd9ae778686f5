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
  assertEquals(describeLoss(RECEIPT, null), start);
  assertEquals(describeLoss(RECEIPT, 300), `${start} (not accepted within 300 ms)`);
  assertEquals(describeLoss(RECEIPT, new Error("refused")), `${start} (refused)`);
  const http = Object.assign(new Error("Bad Request"), { code: 400 });
  assertEquals(describeLoss(RECEIPT, http), `${start} (400 Bad Request)`);
  const grpc = Object.assign(new Error("14 UNAVAILABLE: away"), { code: 14 });
  assertEquals(describeLoss(RECEIPT, grpc), `${start} (14 UNAVAILABLE: away)`);
});
