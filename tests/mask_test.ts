import { UsageError } from "../lib/errors.ts";
import { Masker, maskHeaders, maskUrl } from "../lib/mask.ts";
import { assert, assertEquals, assertThrows } from "./assert.ts";

/** Has every character that some encoding changes. */
const CANARY = `c4n/ary+s3"cr'et &<é€😀>\\ %=~!*()end`;

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const base64 = (text: string) => btoa(String.fromCharCode(...bytesOf(text)));
const base64url = (text: string) => base64(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
const inForm = (text: string) => new URLSearchParams({ a: text }).toString().slice(2);
const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
const inHtml = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
const inNumericHtml = (text: string) => text.replace(/[^\w ]/gu, (one) => `&#x${one.codePointAt(0)?.toString(16)};`);
const inAsciiJson = (text: string) =>
  inJson(text).replace(/[^ -~]|[<>&']/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

const FORMS: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  "encodeURIComponent()": encodeURIComponent,
  "lower-case percent encoding": (text) => encodeURIComponent(text).replace(/%../g, (escape) => escape.toLowerCase()),
  "a form's encoding": inForm,
  "a URL's path": (text) => text.replace(/[\s"#<>?`{}\\%]|[^ -~]/gu, encodeURIComponent),
  "a query that was encoded twice": (text) => encodeURIComponent(encodeURIComponent(text)),
  JSON: inJson,
  "JSON in JSON": (text) => inJson(inJson(text)),
  "JSON with escaped slashes": (text) => inJson(text).replaceAll("/", "\\/"),
  "JSON in ASCII": inAsciiJson,
  "HTML with names": inHtml,
  "HTML with numbers": inNumericHtml,
  "HTML in HTML": (text) => inHtml(inHtml(text)),
  "a percent-encoded form in HTML": (text) => inHtml(inForm(text)),
  base64,
  base64url,
  "base64 behind one byte": (text) => base64(`x${text}`),
  "base64 behind two bytes": (text) => base64(`xy${text}`),
  "base64url behind one byte": (text) => base64url(`x${text}`),
  "base64url in the middle": (text) => base64url(`{"user":"ada","password":"${text}","more":1}`),
  "a Basic header": (text) => `Basic ${base64(`ada:${text}`)}`,
  "base64 in a form": (text) => inForm(base64(`ada:${text}`)),
};

function maskerOf(...secrets: readonly string[]): Masker {
  const masker = new Masker();
  secrets.forEach((secret, index) => masker.add(secret, `secret_${index}`));
  return masker;
}

for (const [name, form] of Object.entries(FORMS)) {
  Deno.test(`mask() finds a secret as ${name}`, () => {
    const masker = maskerOf(CANARY);
    const text = form(CANARY);
    assert(masker.holds(`before ${text} after`));
    const masked = masker.mask(`before ${text} after`);
    const rest = masked.replace(/^before (.*)\*\*\*(.*) after$/s, "$1$2");
    // In base64 what stands around the secret stays, and a few bits where it begins.
    const around = /base64|Basic/.test(name) ? text.length - Math.floor(bytesOf(CANARY).length * 4 / 3) + 1 : 0;
    assert(rest.length <= around, masked);
    assert(!masker.holds(masked));
  });
}

Deno.test("mask() finds any secret in any form, wherever base64 puts it", () => {
  const alphabet = [..."abcXYZ019 +/=&%?#@:;.,-_~!*'\"<>\\(){}[]é€😀"];
  for (let seed = 1; seed <= 200; seed++) {
    const random = randomFrom(seed);
    const secret = `a${Array.from({ length: 8 + random(24) }, () => alphabet[random(alphabet.length)]).join("")}z`;
    const masker = maskerOf(secret);
    for (const [name, form] of Object.entries(FORMS)) {
      assert(masker.holds(`x ${form(secret)} y`), `${name}: ${secret}`);
      assert(!masker.mask(`x ${form(secret)} y`).includes(secret), `${name}: ${secret}`);
    }
  }
});

Deno.test("mask() leaves nothing of a base64 text that is the secret alone", () => {
  for (const secret of ["correct-horse", "correct-horse!", "correct-horse!!"]) {
    assertEquals(maskerOf(secret).mask(`<${base64(secret)}> <${base64url(secret)}>`), "<***> <***>");
  }
});

Deno.test("mask() leaves a text without a secret as it is", () => {
  const text = 'Expected "2 items": found "1 item" & 100 % \\ c4n';
  assertEquals(maskerOf(CANARY).mask(text), text);
  assertEquals(new Masker().mask(text), text);
});

Deno.test("mask() replaces every occurrence", () => {
  assertEquals(maskerOf("correct-horse").mask("correct-horse, correct-horse"), "***, ***");
});

Deno.test("mask() takes the longest secret when one begins another", () => {
  assertEquals(maskerOf("correct-horse", "correct-horse-battery").mask("=correct-horse-battery="), "=***=");
});

Deno.test("mask() covers secrets that overlap", () => {
  assertEquals(maskerOf("abcdefgh", "fghijklmnop").mask("<abcdefghijklmnop>"), "<***>");
  assertEquals(maskerOf("abababab").mask("<abababababab>"), "<***>");
  assertEquals(maskerOf("aaaaaaaa").mask("<aaaaaaaaa>"), "<***>");
});

Deno.test("mask() ends when a secret begins with a character of two units", () => {
  assertEquals(maskerOf("😀 horses").mask("a 😀 horses b 😀 horses"), "a *** b ***");
});

Deno.test("mask() finds a secret of many lines, whatever ends them", () => {
  const masker = maskerOf("-----BEGIN KEY-----\nabc\ndef\n-----END KEY-----\n");
  for (const end of ["\n", "\r\n", "\\n", "%0D%0A", " "]) {
    assertEquals(masker.mask(`<${["-----BEGIN KEY-----", "abc", "def", "-----END KEY-----"].join(end)}>`), "<***>");
  }
});

Deno.test("mask() finds a secret whose white space a page has joined", () => {
  const masker = maskerOf("correct  horse\tbattery\n\nstaple");
  assertEquals(masker.mask("<correct horse battery staple>"), "<***>");
  assertEquals(masker.mask("<correct+horse+battery+staple>"), "<***>");
  assertEquals(masker.mask("<correct++horse%09battery%0D%0A%0D%0Astaple>"), "<***>");
});

Deno.test("mask() finds a secret of thousands of characters", () => {
  const random = randomFrom(7);
  const secret = Array.from({ length: 3_001 }, () => "abcdefghijklmnop+/"[random(18)]).join("");
  const masker = maskerOf(secret);
  assertEquals(masker.mask(`<${secret}>`), "<***>");
  assertEquals(masker.mask(`<${encodeURIComponent(secret)}>`), "<***>");
});

Deno.test("mask() hides the beginning of a secret before the mark of a cut, and of no cut", () => {
  const masker = maskerOf("correct-horse-battery");
  assertEquals(masker.mask("it is correct-ho…"), "it is ***");
  assertEquals(masker.mask("it is corr…"), "it is ***");
  assertEquals(masker.mask("it is cor…"), "it is cor…");
  assertEquals(masker.mask("it is correct-ho"), "it is correct-ho");
});

Deno.test("mask() knows a secret as soon as it is added", () => {
  const masker = maskerOf("correct-horse");
  assert(!masker.holds("battery-staple"));
  masker.add("battery-staple", "second");
  assertEquals(masker.mask("correct-horse battery-staple"), "*** ***");
});

Deno.test("mask() ends soon on text made to backtrack", () => {
  const masker = maskerOf('""""\\"""/', "\\\\\\\\\\\\\\\\!", "aaaaaaaaaaaaaaa!", "%%%%%%%%", "&&&&&&&&");
  const started = performance.now();
  for (const part of ["\\", '\\"', "a", "%25", "&amp;", "/", "aaaaaaa/"]) masker.mask(part.repeat(20_000));
  assert(performance.now() - started < 5_000);
});

Deno.test("add() refuses a secret under 4 characters", () => {
  const masker = new Masker();
  const error = assertThrows(() => masker.add("abc", "pin"), UsageError, "expected at least 4");
  assert(!error.message.includes("abc"));
  assertThrows(() => masker.add("  abc\n", "pin"), UsageError);
  masker.add("abcd", "pin");
});

Deno.test("add() refuses a secret that is too large to look for", () => {
  assertThrows(() => new Masker().add("a".repeat(16_385), "dump"), UsageError, "expected at most 16384");
});

Deno.test("add() drops the line end of a secret that came from a file", () => {
  assertEquals(maskerOf("correct-horse\n").mask("<correct-horse>"), "<***>");
});

Deno.test("warnings name each short secret once, without its value", () => {
  const warnings: string[] = [];
  const masker = new Masker((warning) => warnings.push(warning));
  for (const text of ["1234", "1234", "long enough"]) masker.add(text, "secret_0");
  assertEquals(warnings, [
    'Secret "secret_0" is masked as a whole word only: found 4 characters, expected at least 8',
  ]);
});

Deno.test("mask() finds a short secret as a whole word", () => {
  const masker = maskerOf("1234", "tea+pot");
  const whole = [
    ["PIN 1234 is wrong.", "PIN *** is wrong."],
    ["PIN: 1234.", "PIN: ***."],
    ['{"pin":"1234"}', '{"pin":"***"}'],
    ["/pay?pin=1234&x=%201234%20", "/pay?pin=***&x=%20***%20"],
    ["&quot;1234&quot;", "&quot;***&quot;"],
    ["line\\n1234\\n", "line\\n***\\n"],
    ["MTIzNA== and MTIzNA", "*** and ***"],
    ["pass tea%2Bpot", "pass ***"],
  ] as const;
  for (const [text, masked] of whole) assertEquals(masker.mask(text), masked);
});

Deno.test("mask() leaves a number alone that only holds a short secret", () => {
  const masker = maskerOf("1234");
  for (
    const text of [
      "12345",
      "took 1234.5 ms",
      "0.1234",
      "1,234 or 1234,5",
      "x1234",
      "1234x",
      "a_1234",
      "019c7d5e-1234-7abc-8def-0123456789ab",
      "019c7d5e-7abc-1234-8def-0123456789ab",
      "1234-05-06T12:34:56.123Z",
      "http://127.0.0.1:1234/",
      "4bf92f3577b34da6a3ce929d0e0e1234",
      "xMTIzNA==",
    ]
  ) assertEquals(masker.mask(text), text);
});

Deno.test("maskEvent() masks free text and leaves ids, instants, numbers, statuses and paths", () => {
  const masker = maskerOf("1234", "failed", "teapot");
  const event = {
    type: "flow_ended",
    at: "1234",
    flow: "1234",
    result: {
      id: "teapot",
      flow: "Buy a teapot",
      spec_path: "teapot",
      run_id: "1234",
      base_url: "http://shop/1234",
      status: "failed",
      passed: false,
      duration_ms: 1234,
      tags: ["teapot"],
      row: { id: "1234", status: "failed", count: 1234 },
      error: {
        class: "failed",
        message: 'Expected "1234"',
        expected: "1234",
        actual: null,
        at: { file: "teapot", line: 1234, column: 1 },
        hint: "1234",
      },
      artifacts: [{ kind: "teapot", path: "teapot/1234.png", media_type: "1234", size: 1234 }],
      trace_id: "1234",
      steps: [{ name: "fill teapot", action: "teapot", phase: "teapot", data: { path: "1234", list: ["1234", 1234] } }],
    },
  };
  assertEquals(masker.maskEvent(event), {
    ...event,
    result: {
      ...event.result,
      flow: "Buy a ***",
      base_url: "http://shop/***",
      tags: ["***"],
      row: { id: "***", status: "***", count: 1234 },
      error: { ...event.result.error, message: 'Expected "***"', expected: "***", hint: "***" },
      steps: [{ name: "fill ***", action: "teapot", phase: "teapot", data: { path: "***", list: ["***", 1234] } }],
    },
  });
});

Deno.test("maskEvent() keeps the keys in their order", () => {
  const masked = maskerOf("correct-horse").maskEvent({ b: "correct-horse", a: 1, "correct-horse": null });
  assertEquals(JSON.stringify(masked), '{"b":"***","a":1,"correct-horse":null}');
});

Deno.test("maskBytes() gives back the same bytes when there is no secret", () => {
  const bytes = bytesOf("nothing here");
  assertEquals(maskerOf(CANARY).maskBytes(bytes), { found: false, bytes });
  assert(maskerOf(CANARY).maskBytes(bytes).bytes === bytes);
  assert(new Masker().maskBytes(bytes).bytes === bytes);
});

Deno.test("maskBytes() replaces a secret in a text file, in every form", () => {
  for (const form of Object.values(FORMS)) {
    const { found, bytes } = maskerOf(CANARY).maskBytes(bytesOf(`first\nbefore ${form(CANARY)} after\n`));
    assert(found);
    assert(/^first\nbefore .*\*\*\*.* after\n$/s.test(textOf(bytes)), textOf(bytes));
  }
});

Deno.test("maskBytes() keeps JSON valid and its layout", () => {
  const masker = maskerOf("12345678", "nabcdefgh", '"quoted"!');
  const cases = [
    ['{\n  "size": 12345678,\n  "a": [1.50, "x"]\n}', '{\n  "size": "***",\n  "a": [1.50, "x"]\n}'],
    [String.raw`{"a":"\nabcdefgh"}`, String.raw`{"a":"\nabcdefgh"}`],
    [String.raw`{"a":"x nabcdefgh \u0041"}`, '{"a":"x *** A"}'],
    [String.raw`{"a":"\"quoted\"!","b":1}`, '{"a":"***","b":1}'],
    ['{"a":"12345678"}\n{"a":12345678}\n{"a":"cut 12345678', '{"a":"***"}\n{"a":"***"}\n{"a":"cut ***'],
  ] as const;
  for (const [text, masked] of cases) assertEquals(textOf(masker.maskBytes(bytesOf(text)).bytes), masked);
});

Deno.test("maskBytes() finds a secret in a binary file and leaves its bytes", () => {
  const masker = maskerOf("gehe1m-ä€😀");
  const utf8 = Uint8Array.from([0x89, 0x50, 0, 0xff, ...bytesOf("gehe1m-ä€😀"), 0xfe]);
  assertEquals(masker.maskBytes(utf8), { found: true, bytes: utf8 });
  const inBase64 = Uint8Array.from([0, 0xff, ...bytesOf(base64("ada:gehe1m-ä€😀"))]);
  assert(masker.maskBytes(inBase64).found);
  assert(!masker.maskBytes(Uint8Array.from([0, 0xff, ...bytesOf("gehe1m-a")])).found);
});

Deno.test("maskBytes() finds a secret in UTF-16", () => {
  const units = Uint16Array.from([..."<correct-horse>"].map((character) => character.charCodeAt(0)));
  assert(maskerOf("correct-horse").maskBytes(new Uint8Array(units.buffer)).found);
});

Deno.test("maskBytes() looks for a short word in text files only, and not in our own reports", () => {
  const masker = maskerOf("t3apot");
  assertEquals(textOf(masker.maskBytes(bytesOf("the t3apot, not t3apots")).bytes), "the ***, not t3apots");
  assert(!masker.maskBytes(bytesOf("the t3apot"), "report").found);
  assert(!masker.maskBytes(Uint8Array.from([0, 0xff, ...bytesOf(" t3apot ")])).found);
});

Deno.test("maskBytes() looks for a long secret in our own reports", () => {
  assert(maskerOf("correct-horse").maskBytes(bytesOf('{"a":"correct-horse"}'), "report").found);
});

Deno.test("a PIN of 4 digits neither breaks a report nor raises a false alarm, 200 times", () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = randomFrom(seed);
    const pin = String(random(10_000)).padStart(4, "0");
    const masker = maskerOf(pin);
    const event = reportWith(pin, random);
    const masked = masker.maskEvent(event);
    assertEquals(masked, { ...event, message: 'Expected "***": found "1"', row: { pin: "***" } });
    const report = JSON.stringify(masked, null, 2);
    assert(!masker.maskBytes(bytesOf(report), "report").found);
    assert(!masker.maskBytes(bytesOf(`size,time\n${pin},${pin}.5\n"${pin}"\n`)).found);
    const png = Uint8Array.from([0x89, 0, ...bytesOf(` ${pin} `), ...Array.from({ length: 4_096 }, () => random(256))]);
    assert(!masker.maskBytes(png).found);
  }
});

/** Numbers, ids and instants that look like the PIN, and two texts that hold it. */
function reportWith(pin: string, random: (below: number) => number) {
  const number = Number(pin);
  return {
    run_id: `019c7d5e-${pin}-7${pin.slice(1)}-8def-01234567${pin}`,
    started_at: `${pin}-01-02T03:04:05.${pin.slice(1)}Z`,
    duration_ms: number,
    size: number + random(9),
    url: `http://127.0.0.1:${pin}/orders/x${pin}`,
    name: `wait ${pin}.5 ms`,
    trace_id: `${pin}${"0".repeat(28)}`,
    message: `Expected "${pin}": found "1"`,
    row: { pin },
  };
}

Deno.test("maskHeaders() masks headers that carry credentials, whatever their case", () => {
  const headers = {
    Authorization: "Basic eA==",
    cookie: "a=b",
    "Set-Cookie": "a",
    "proxy-authorization": "x",
    accept: "*/*",
  };
  assertEquals(maskHeaders(headers), {
    Authorization: "***",
    cookie: "***",
    "Set-Cookie": "***",
    "proxy-authorization": "***",
    accept: "*/*",
  });
});

Deno.test("maskUrl() masks credentials, query values and answers behind the fragment", () => {
  const cases = [
    ["http://127.0.0.1:4173/cart", "http://127.0.0.1:4173/cart"],
    ["https://ada:pa@ss@shop.test/a@b", "https://***@shop.test/a@b"],
    ["https://shop.test/?q=tea&page=2&empty=&flag", "https://shop.test/?q=***&page=***&empty=&***"],
    ["https://shop.test/?a=b=c#top", "https://shop.test/?a=***#top"],
    ["https://shop.test/#access_token=x&state=y", "https://shop.test/#access_token=***&state=***"],
    ["https://shop.test/#/list?page=2", "https://shop.test/#/list?page=***"],
    ["https://shop.test/#/orders/1", "https://shop.test/#/orders/1"],
    ["https://shop.test?next=http://a:b@c/", "https://shop.test?next=***"],
    ["data:text/html,<p>Hi?a=b", "data:text/html,***"],
    ["/cart?item=1", "/cart?item=***"],
    ["about:blank", "about:blank"],
    ["not a url", "not a url"],
  ] as const;
  for (const [url, masked] of cases) assertEquals(maskUrl(url), masked);
});

/** Whole numbers below a bound, the same for the same seed (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

Deno.test("maskStart() masks before it cuts, whatever the secret is like where it is cut", () => {
  const masker = maskerOf("pin-4711-abc", "Qz7pLm4");
  assertEquals(masker.maskStart(`it is ${encodeURIComponent("pin-4711-abc")} here`, 12), "it is *** he…");
  assertEquals(masker.maskStart("it is Qz7pLm4 here", 11), "it is *** h…");
  assertEquals(masker.maskStart("it is Qz7pLm4 here", 8), "it is **…");
  assertEquals(masker.maskStart("it is short", 11), "it is short");
});

Deno.test("maskStart() does not read all of an endless text", () => {
  const masker = maskerOf("correct-horse-battery");
  const text = `correct-horse-battery ${"aaaa ".repeat(20_000_000)}`;
  const before = performance.now();
  assertEquals(masker.maskStart(text, 10), "*** aaaa a…");
  assert(performance.now() - before < 1_000);
});

Deno.test("maskEvent() masks URLs, and cells of rows by their names, without any secret", () => {
  const event = {
    type: "step_ended",
    base_url: "http://ada:pw@shop.test/?lang=en",
    row: { password: "hunter22", item: "Teapot", url: "http://ada:pw@shop.test/?page=2" },
    result: { url: "http://shop.test/?page=2", data: { url: "http://shop.test/?page=2", path: "/?page=2" } },
  };
  assertEquals(new Masker().maskEvent(event), {
    type: "step_ended",
    base_url: "http://***@shop.test/?lang=***",
    row: { password: "***", item: "Teapot", url: "http://***@shop.test/?page=2" },
    result: { url: "http://shop.test/?page=***", data: { url: "http://shop.test/?page=***", path: "/?page=2" } },
  });
});

Deno.test("addUrl() takes the credentials of a URL, but none that is found everywhere", () => {
  const masker = new Masker();
  masker.addUrl("http://ada:open-sesame@shop.test/?token=tok-4711-abc&lang=english1", "base_url");
  masker.addUrl("http://ada:pw@shop.test/", "base_url");
  assertEquals(
    masker.mask("ada says open-sesame and tok-4711-abc in english1: pw"),
    "ada says *** and *** in english1: pw",
  );
});

Deno.test("addSent() masks a text, which is no evidence in a kept file, and forgets the oldest of too many", () => {
  const masker = new Masker();
  masker.addSent("first-cookie");
  assertEquals(masker.mask("first-cookie"), "***");
  assertEquals(masker.maskBytes(bytesOf("first-cookie")).found, false);
  for (let index = 0; index < 50; index++) masker.addSent(`cookie-number-${index}`);
  assertEquals(masker.mask("first-cookie cookie-number-0"), "first-cookie ***");
});
