import { assert, assertEquals, assertLess, assertMatch } from "../assert.ts";
import { say, tryOnce } from "./fault_ledger.ts";
import { inPlace, leftBehind, type Place, reportOf, startFresh } from "./faults.ts";
import { watchMemory } from "./processes.ts";

const MIB = 1024 * 1024;

/** The deadline of the step that floods, and what its race and the next questions to the page may take beside it. */
const STEP_MS = { deadline: 6_000, more: 6_000 };

const LINES = "Pages wrote more than 1000 console lines";

/** What a page can send without end, and what the report says about it. */
const FLOODS: readonly {
  readonly name: string;
  readonly step: string;
  readonly warning: string | null;
  readonly error?: RegExp;
}[] = [
  {
    name: "a million console lines",
    step: `evaluate: "for (let line = 0; line < 1000000; line++) console.log('line ' + line)"`,
    warning: LINES,
  },
  {
    name: "a million console lines with objects",
    step: `evaluate: "for (let line = 0; line < 1000000; line++) console.error({line}, 'x'.repeat(100))"`,
    warning: LINES,
  },
  {
    name: "a million errors that nobody catches",
    step: `evaluate: |
      return new Promise((resolve) => {
        let left = 1000000;
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          if (--left <= 0) return resolve(1);
          channel.port2.postMessage(1);
          throw new Error("error " + left);
        };
        channel.port2.postMessage(1);
      });`,
    warning: null,
  },
  {
    name: "a million console lines from a worker",
    step: `evaluate: |
      const script = "for (let line = 0; line < 1000000; line++) console.log('line ' + line, {line}); postMessage(1)";
      const worker = new Worker(URL.createObjectURL(new Blob([script])));
      return new Promise((resolve) => worker.onmessage = () => resolve(1));`,
    warning: null,
    error: /^browser: .*Workers wrote more than 5000 console lines/s,
  },
  {
    name: "a thousand windows",
    step: `evaluate: "for (let index = 0; index < 1000; index++) window.open('/windows/help?' + index)"`,
    warning: "A page opened more than 20 windows",
  },
  {
    name: "a thousand windows without an opener",
    step: `evaluate: |
      for (let index = 0; index < 1000; index++) {
        const link = Object.assign(document.createElement("a"), {href: "/windows/help", target: "_blank", rel: "noopener"});
        document.body.append(link);
        link.click();
      }`,
    warning: null,
  },
  {
    name: "dialogs without end",
    step: `evaluate: "for (let index = 0;; index++) alert('dialog ' + index)"`,
    warning: "A page opened more than 200 dialogs",
  },
  {
    name: "a response of a gigabyte to request",
    step: 'request: {url: "/api/big?bytes=1073741824"}',
    warning: "was cut at 32 MiB",
  },
  {
    name: "a response of a gigabyte to a page",
    step:
      `evaluate: "return fetch('/api/big?bytes=1073741824').then((response) => response.blob()).then(({size}) => size)"`,
    warning: null,
  },
  {
    name: "a response of a gigabyte that a step waits for",
    step:
      `evaluate: "return fetch('/api/big?bytes=1073741824').then((response) => response.blob()).then(({size}) => size)"
    triggers: {response: {url: "**/api/big**", json: {a: 1}}}`,
    warning: null,
  },
  { name: "a page of a gigabyte", step: "goto: /api/big?bytes=1073741824", warning: null },
];

for (const flood of FLOODS) {
  Deno.test(`${flood.name} cost neither time nor memory`, () =>
    inPlace(
      { "a.flow.yaml": flowWith(flood.step), "b.flow.yaml": "flow: B\nsteps:\n  - goto: /\n" },
      (place) => tryOnce(flood.name, () => flooded(place, flood)),
    ));
}

function flowWith(step: string): string {
  return `flow: A\nsteps:\n  - goto: /\n  - ${step}\n    timeout: ${STEP_MS.deadline}ms\n`;
}

async function flooded(place: Place, { name, warning, error }: typeof FLOODS[number]): Promise<void> {
  const started = await startFresh(["a.flow.yaml", "b.flow.yaml", "--workers", "1"], place);
  const most = watchMemory(started.child.pid);
  const { code, stderr } = await started.ended;
  const bytes = await most();
  const [flow, next] = (await reportOf(place)).flows;
  const step = flow?.steps[1];
  const tookMs = step?.duration_ms ?? Infinity;
  say(`${name}: ${step?.status}, ${Math.round(bytes / MIB)} MiB, ${Math.round(tookMs)} ms`);
  assertEquals([[0, 1].includes(code), next?.status], [true, "passed"], stderr);
  assertLess(tookMs, STEP_MS.deadline + STEP_MS.more);
  assertLess(bytes, 400 * MIB);
  // A trigger that never fitted fails as an assertion, and a page that was closed as a page.
  if (error !== undefined) assertMatch(`${step?.error?.class}: ${step?.error?.message}`, error);
  else if (step?.error) assert(["timeout", "assertion", "page"].includes(step.error.class), step.error.message);
  const told = flow?.warnings.map(({ message }) => message) ?? [];
  assert(warning === null || told.some((message) => message.includes(warning)), JSON.stringify(told));
  assertEquals(await leftBehind(place), []);
}
