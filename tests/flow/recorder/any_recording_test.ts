import { FlowFileError } from "../../../lib/errors.ts";
import { importRecording } from "../../../lib/flow/recorder/import_recording.ts";
import { assert, assertEquals, assertGreater, assertMatch } from "../../assert.ts";
import { type Random, seededRandom } from "../../report/mutated_json.ts";
import { problemsOf } from "../read_text.ts";

const RECORDINGS = 300;

const NUMBERS = ["-1", "0", "1", "1.5", "720", "1e9", "1e308", "-0.5", "30"];

/** What no recording may have. */
const NO_NUMBERS = ["null", '"7"', "1e999"];

const TEXTS = [
  ...[
    "",
    " ",
    "a",
    "Guest buys a teapot",
    "${x}",
    "$${",
    "${",
    "/x/",
    "/(/",
    "true",
    "null",
    "~",
    "# x",
    "- a: b",
    "\t",
  ],
  ...[
    "\ud83d",
    "\u0000",
    "\u0007\u001b[2J",
    "\n\nx",
    "'\"",
    "*a",
    "&a",
    "!a",
    "%a",
    "x".repeat(5_000),
    "\u2028",
    "\ufeff",
  ],
];

const URLS = [
  ...[
    "https://shop.test/",
    "https://shop.test/a?b=c#d",
    "http://u:p@shop.test/x",
    "javascript:alert(1)",
    "file:///etc/passwd",
  ],
  ...[
    "data:text/html,x",
    "about:blank",
    "chrome://settings",
    "",
    "//x",
    "not a url",
    "http://[::1",
    "https://shop.test/${x}",
  ],
];

const SELECTORS = [
  ...["aria/Add to cart", 'aria/Name[role="textbox"]', "#id", "text/Pay", "xpath///html", "pierce/#a", ".a > .b", ""],
  ...["aria/", "text/", '[data-testid="x"]', ":::", "xpath/", 'aria/${x}[role="nothing"]', "text//x(/"],
];

const TYPES = [
  ...[
    "setViewport",
    "navigate",
    "click",
    "doubleClick",
    "hover",
    "change",
    "keyDown",
    "keyUp",
    "scroll",
    "waitForElement",
  ],
  ...[
    "waitForExpression",
    "close",
    "emulateNetworkConditions",
    "customStep",
    "noSuchStep",
    "",
    "constructor",
    "__proto__",
  ],
];

const KEYS = ["Enter", "a", "Shift", "Control", "Meta", "F13", "", "\u0000", "no such key", "+", " "];

/** The JSON of a recording that somebody, or some other program, may have written. */
function anyRecording(random: Random): string {
  const one = (list: readonly string[]) => list[random(list.length)] ?? "";
  const text = () => JSON.stringify(one(TEXTS));
  const number = () => one(random(60) === 0 ? NO_NUMBERS : NUMBERS);
  const maybe = (key: string, json: () => string) => random(3) === 0 ? [`"${key}":${json()}`] : [];
  const selectors = () =>
    `[${
      Array.from({ length: random(3) }, () =>
        random(4) === 0
          ? `[${JSON.stringify(one(SELECTORS))},${JSON.stringify(one(SELECTORS))}]`
          : JSON.stringify(one(SELECTORS))).join(",")
    }]`;
  const step = () => {
    const parts = [`"type":${JSON.stringify(one(TYPES))}`, ...random(4) > 0 ? [`"selectors":${selectors()}`] : []];
    for (
      const key of [
        "x",
        "y",
        "width",
        "height",
        "deviceScaleFactor",
        "download",
        "upload",
        "latency",
        "duration",
        "timeout",
        "count",
      ]
    ) {
      parts.push(...maybe(key, number));
    }
    parts.push(
      ...maybe("timeout", () => one(["1", "0.5", "5000", "1e12"])),
      ...maybe("count", () => one(["0", "1", "3", "1e9"])),
    );
    for (const key of ["value", "expression", "name", "target", "button", "deviceType"]) {
      parts.push(...maybe(key, text));
    }
    parts.push(`"url":${JSON.stringify(one(URLS))}`, ...maybe("key", () => JSON.stringify(one(KEYS))));
    parts.push(
      ...maybe("frame", () => `[${random(3)}]`),
      ...maybe("operator", () => JSON.stringify(one([">=", "==", "<="]))),
    );
    parts.push(
      ...maybe("assertedEvents", () => `[{"type":"navigation","url":${JSON.stringify(one(URLS))},"title":${text()}}]`),
    );
    parts.push(
      ...maybe("attributes", () => `{${text()}:${text()}}`),
      ...maybe("properties", () => `{${text()}:${one(NUMBERS.slice(0, 5))}}`),
    );
    return `{${parts.join(",")}}`;
  };
  const head = [
    ...maybe("title", text),
    ...maybe("timeout", number),
    ...maybe("selectorAttribute", () => JSON.stringify(one(["data-x", "1"]))),
  ];
  return `{${[...head, `"steps":[${Array.from({ length: 1 + random(6) }, step).join(",")}]`].join(",")}}`;
}

Deno.test(`whatever is imported is a valid flow, or the recording is refused (${RECORDINGS} recordings)`, async () => {
  const random = seededRandom(25);
  let imported = 0;
  for (let index = 0; index < RECORDINGS; index++) {
    const recording = anyRecording(random);
    try {
      const { text } = importRecording(recording, "recording.json");
      assertEquals(await problemsOf(text), [], `${recording}\n${text}`);
      imported++;
    } catch (error) {
      assert(error instanceof FlowFileError, `${recording}\n${error}`);
    }
  }
  assertGreater(imported, RECORDINGS / 20);
});

const PAY = { type: "click", selectors: ["text/Pay"] };

for (
  const [name, recording, warning] of [
    [
      "height",
      { steps: [{ type: "setViewport", width: 10, height: -1 }, PAY] },
      /"browser" is left out: "browser\.viewport\.height"/,
    ],
    [
      "width",
      { steps: [PAY, { type: "setViewport", width: 1e9, height: 1 }] },
      /A step is left out: viewport: .*at most 10000/,
    ],
    ["timeout", { timeout: 1e12, steps: [PAY] }, /"step_timeout" is left out: .*at most 168h/],
  ] as const
) {
  Deno.test(`importRecording() says that it leaves out a ${name} that no flow may have`, async () => {
    const { text, warnings } = importRecording(JSON.stringify(recording), "recording.json");
    assertEquals(await problemsOf(text), []);
    assertMatch(warnings.join("\n"), warning);
  });
}
