import { assert, assertEquals, assertLess, assertMatch } from "../assert.ts";
import { fakeCollector } from "./fake_collector.ts";
import { breakOff, rawServer } from "./faulty_collector.ts";
import { openedTelemetry } from "./opened_telemetry.ts";
import { refusingGrpc } from "./refusing_grpc.ts";
import { sampleAttempt } from "./sample_run.ts";

const DEADLINE_MS = 5_000;
const SECRET = "hunter2-hunter2";

/** Sends one attempt to a collector that answers so for spans. */
async function answered(answer: () => Response, variables: Readonly<Record<string, string>> = {}, credentials = "") {
  await using collector = fakeCollector(({ path }) => path === "/v1/traces" ? answer() : new Response());
  const { telemetry, warnings } = await openedTelemetry({
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url.replace("//", `//${credentials}`),
    ...variables,
  });
  await sampleAttempt(telemetry);
  const receipt = await telemetry.close(DEADLINE_MS);
  return { receipt, warnings: warnings.map((text) => text.replace(collector.url, "COLLECTOR")) };
}

const partial = (partialSuccess: unknown) => () => Response.json({ partialSuccess });
const counts = (accepted: number, rejected: number) => ({ recorded: 4, accepted, rejected, lost: 0 });

Deno.test("a collector's own words stand in the warning of a partial success", async () => {
  const { receipt, warnings } = await answered(partial({ rejectedSpans: "3", errorMessage: "quota is used up" }));
  assertEquals(receipt.spans, counts(1, 3));
  assertEquals(warnings, [
    'Cannot deliver telemetry to "COLLECTOR/v1/traces": 3 of 4 spans were rejected ' +
    '(the collector says "quota is used up")',
  ]);
});

Deno.test("a collector's words are told where it has accepted everything", async () => {
  const { receipt, warnings } = await answered(partial({ errorMessage: "this path goes away" }));
  assertEquals([receipt.delivered, receipt.spans], [true, counts(4, 0)]);
  assertEquals(warnings, [
    'Telemetry has arrived at "COLLECTOR/v1/traces": the collector says "this path goes away"',
  ]);
});

Deno.test("a collector's words show no header, rewrite no terminal and have an end", async () => {
  const { warnings: [warning = ""] } = await answered(
    partial({
      rejectedSpans: 1,
      errorMessage: `no \u001b[2Jright for ${SECRET},\nBearer ${SECRET}${" x".repeat(500)}`,
    }),
    { OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${SECRET}` },
  );
  assert(!warning.includes(SECRET), warning);
  // deno-lint-ignore no-control-regex
  assert(!/[\u0000-\u001f]/.test(warning), warning);
  assertLess(warning.length, 400);
});

const NONSENSE: readonly (readonly [unknown, number, string])[] = [
  [-4, 0, "-4"],
  ["-4", 0, '"-4"'],
  [{ low: 1 }, 0, '{"low":1}'],
  ["x", 0, '"x"'],
  [1.5, 0, "1.5"],
  [[2], 0, "[2]"],
  [true, 0, "true"],
  [5, 4, "5"],
  ["99999999999999999999", 4, '"99999999999999999999"'],
  [1e300, 4, "1e+300"],
];

for (const [rejectedSpans, rejected, shown] of NONSENSE) {
  Deno.test(`a partial success with ${shown} rejected spans counts ${rejected} and warns`, async () => {
    const { receipt, warnings } = await answered(partial({ rejectedSpans }));
    assertEquals(receipt.spans, counts(4 - rejected, rejected));
    assertEquals(warnings.length, 1);
    assert(warnings[0]?.includes(`the answer has ${shown} as "rejectedSpans", expected a whole number from 0 to 4`));
  });
}

/** Sends one attempt with this protocol to a collector that answers so for spans. */
async function sentTo(answer: () => Response, protocol: string) {
  return await answered(answer, { OTEL_EXPORTER_OTLP_PROTOCOL: protocol });
}

const typed = (body: BlobPart, mediaType: string, status = 200) => () =>
  new Response(new Blob([body]).stream(), { status, headers: mediaType === "" ? {} : { "content-type": mediaType } });

const NOT_OTLP: readonly (readonly [string, string])[] = [
  ["<html>login</html>", "text/html"],
  ["{}", "text/html; charset=utf-8"],
  ["<html>login</html>", "application/json"],
  ["<html>login</html>", "application/x-protobuf"],
  ["<html>login</html>", ""],
  // Two fields of the binary form.
  ["  @!", "text/plain"],
];
const OTLP: readonly (readonly [string | Uint8Array<ArrayBuffer>, string])[] = [
  ["", "text/html"],
  ["", ""],
  ["{}", "application/json; charset=utf-8"],
  ["{}", "text/plain"],
  ["{}", ""],
  [Uint8Array.of(0x0a, 0), "application/x-protobuf"],
  [Uint8Array.of(0x0a, 0), ""],
];

for (const protocol of ["http/protobuf", "http/json"]) {
  for (const [body, mediaType] of NOT_OTLP) {
    Deno.test(`an answer that is not OTLP has taken nothing, with ${protocol}: ${body} as "${mediaType}"`, async () => {
      const { receipt, warnings } = await sentTo(typed(body, mediaType), protocol);
      assertEquals([receipt.delivered, receipt.spans], [false, { recorded: 4, accepted: 0, rejected: 0, lost: 4 }]);
      assertEquals(warnings, [
        'Cannot deliver telemetry to "COLLECTOR/v1/traces": lost 4 of 4 spans (the answer is not OTLP)',
      ]);
    });
  }

  for (const [body, mediaType] of OTLP) {
    Deno.test(`an answer without complaint is a success, with ${protocol}: "${body}" as "${mediaType}"`, async () => {
      const { receipt, warnings } = await sentTo(typed(body, mediaType), protocol);
      assertEquals([receipt.delivered, receipt.spans, warnings], [true, counts(4, 0), []]);
    });
  }

  Deno.test(`the binary form of a partial success is understood, with ${protocol}`, async () => {
    // partial_success (field 1) with rejected (field 1) 3
    const { receipt } = await sentTo(typed(Uint8Array.of(0x0a, 2, 0x08, 3), "application/x-protobuf"), protocol);
    assertEquals(receipt.spans, counts(1, 3));
  });

  Deno.test(`a collector's own words stand behind the status with which it refuses, with ${protocol}`, async () => {
    const status = { code: 3, message: "bad tenant name" };
    const binary = new Uint8Array([0x08, 3, 0x12, 15, ...new TextEncoder().encode(status.message)]);
    for (
      const answer of [
        typed(JSON.stringify(status), "application/json", 400),
        typed(binary, "application/x-protobuf", 400),
      ]
    ) {
      const { warnings } = await sentTo(answer, protocol);
      assertMatch(warnings.join("\n"), /\(400 Bad Request: the collector says "bad tenant name"\)$/);
    }
  });
}

Deno.test("the words of a refusal show no credentials, rewrite no terminal and have an end", async () => {
  const message = `no \u001b[2Jright for ${SECRET}, p@ssword or ${btoa("me:p@ssword")}\n${" x".repeat(500)}`;
  const { warnings: [warning = ""] } = await answered(
    () => Response.json({ code: 16, message }, { status: 401 }),
    { OTEL_EXPORTER_OTLP_HEADERS: `x-key=${SECRET}` },
    "me:p%40ssword@",
  );
  assertMatch(warning, /\(401 Unauthorized: the collector says "no \[2Jright for \*\*\*, \*\*\* or \*\*\* x x.*…"\)$/);
  // deno-lint-ignore no-control-regex
  assert(!/[\u0000-\u001f]/.test(warning), warning);
  assertLess(warning.length, 400);
});

Deno.test("the words of a refusal over grpc show no credentials, rewrite no terminal and have an end", async () => {
  await using collector = await refusingGrpc(`no \u001b[2Jright for ${SECRET},\n${" x".repeat(500)}`);
  const { telemetry, warnings } = await openedTelemetry({
    OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_HEADERS: `x-key=${SECRET}`,
    OTEL_METRICS_EXPORTER: "none",
  });
  await sampleAttempt(telemetry);
  await telemetry.close(DEADLINE_MS);
  assertMatch(warnings.join("\n"), /\(3 INVALID_ARGUMENT: no \[2Jright for \*\*\*, x x.{300,400}…\)$/);
});

const WORDLESS: readonly (readonly [string, string])[] = [
  ["", ""],
  ["<html>login</html>", "text/html"],
  ["secret of the collector", "text/plain"],
  ["secret of the collector", "application/x-protobuf"],
  ['{"message":7}', "application/json"],
  ["null", "application/json"],
];
for (const [body, mediaType] of WORDLESS) {
  Deno.test(`a refusal without a status message stands alone: ${body} as "${mediaType}"`, async () => {
    const { warnings } = await sentTo(typed(body, mediaType, 400), "http/protobuf");
    assertMatch(warnings.join("\n"), /\(400 Bad Request\)$/);
  });
}

for (const body of ["null", "[]", '"x"', '{"partialSuccess": "x"}', '{"partialSuccess": [1]}']) {
  Deno.test(`an answer in JSON that is not OTLP leaves a whole receipt and a warning: ${body}`, async () => {
    const { receipt, warnings } = await answered(() =>
      new Response(body, { headers: { "content-type": "application/json" } })
    );
    assertEquals(receipt.spans, { recorded: 4, accepted: 0, rejected: 0, lost: 4 });
    assertMatch(warnings.join("\n"), /^Cannot deliver telemetry to .*: lost 4 of 4 spans \(the answer is not OTLP\)$/);
  });
}

Deno.test("a negative count in the binary form is nonsense, too", async () => {
  // partial_success (field 1) with rejected (field 1) -1
  const bytes = Uint8Array.of(0x0a, 11, 0x08, ...Array(9).fill(0xff), 0x01);
  const { receipt, warnings } = await answered(() => new Response(bytes), {
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
  });
  const { recorded, accepted, rejected, lost } = receipt.spans;
  assertEquals([recorded, lost, accepted + (rejected ?? 0)], [4, 0, 4]);
  assert((rejected ?? -1) >= 0);
  assertMatch(warnings.join("\n"), /expected a whole number from 0 to 4/);
});

for (const protocol of ["http/protobuf", "http/json"]) {
  Deno.test(`a collector that closes in the middle of its answer costs no time and one warning, with ${protocol}`, async () => {
    using server = rawServer(breakOff);
    const { telemetry, warnings } = await openedTelemetry({
      OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
      OTEL_EXPORTER_OTLP_ENDPOINT: server.url,
    });
    await sampleAttempt(telemetry);
    const began = performance.now();
    const { delivered } = await telemetry.close(30_000);
    assertLess(performance.now() - began, 5_000);
    assertEquals([delivered, server.connections.length], [false, 2]);
    assertEquals(warnings.length, 1);
    assertMatch(warnings[0] ?? "", /\(200 OK, and its answer broke off: .*\)$/);
  });
}

Deno.test("a collector that asks for time is asked again, and what it then takes arrives once", async () => {
  let tries = 0;
  const { receipt, warnings } = await answered(() =>
    ++tries === 1 ? new Response("", { status: 503, headers: { "retry-after": "1" } }) : Response.json({})
  );
  assertEquals([receipt.delivered, tries, warnings], [true, 2, []]);
});

Deno.test("a redirect is no answer: headers go to the collector alone", async () => {
  await using other = fakeCollector();
  const { receipt, warnings } = await answered(() => Response.redirect(`${other.url}/v1/traces`, 307), {
    OTEL_EXPORTER_OTLP_HEADERS: "x=1",
  });
  assertEquals([receipt.spans.lost, other.requests.length], [4, 0]);
  assertMatch(warnings.join(), /307 Temporary Redirect/);
});
