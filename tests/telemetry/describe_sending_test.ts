import { describeSending } from "../../lib/telemetry/describe_sending.ts";
import { NO_TELEMETRY, type Receipt } from "../../lib/telemetry/telemetry.ts";
import { assertEquals } from "../assert.ts";

const OFF = NO_TELEMETRY.receipt();
const NOTHING = { ended: null, error: null, remarks: [] } as const;

const RECEIPT: Receipt = {
  ...OFF,
  endpoint: "http://a/v1/traces",
  delivered: false,
  spans: { recorded: 5, accepted: 2, rejected: 1, lost: 2 },
  data_points: { recorded: 1, accepted: 1, rejected: 0, lost: 0 },
};

Deno.test("describeSending() says how much of what is missing, and why", () => {
  assertEquals(
    describeSending(RECEIPT, {
      ended: 3_000,
      error: new Error("503 Service Unavailable"),
      remarks: ['the collector says "full"'],
    }),
    'Cannot deliver telemetry to "http://a/v1/traces": lost 2 of 5 spans, 1 of 5 spans were rejected (not accepted ' +
      'within 3.0 s: 503 Service Unavailable: the collector says "full")',
  );
});

Deno.test("describeSending() names the status that an error carries apart from its message", () => {
  const error = Object.assign(new Error("Bad Request"), { code: 400 });
  assertEquals(
    describeSending({ ...RECEIPT, spans: { ...OFF.spans, recorded: 1, lost: 1 } }, { ...NOTHING, error }),
    'Cannot deliver telemetry to "http://a/v1/traces": lost 1 of 1 spans (400 Bad Request)',
  );
});

Deno.test("describeSending() says nothing of what arrived, unless the collector does", () => {
  const whole = { ...RECEIPT, delivered: true };
  assertEquals(describeSending(whole, NOTHING), null);
  assertEquals(
    describeSending(whole, { ...NOTHING, remarks: ['the collector says "moved"'] }),
    'Telemetry has arrived at "http://a/v1/traces": the collector says "moved"',
  );
});
