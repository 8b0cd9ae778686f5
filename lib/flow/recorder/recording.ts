import * as z from "zod";

/** Where an element is: one selector, or one for each shadow root from outside in. */
const SELECTOR = z.union([z.string(), z.array(z.string()).min(1)]);

const EVENT = z.looseObject({
  type: z.string(),
  url: z.string().optional(),
  title: z.string().optional(),
});

/** One step; which of the keys it needs depends on its type. */
const STEP = z.looseObject({
  type: z.string(),
  timeout: z.number().positive().optional(),
  assertedEvents: z.array(EVENT).optional(),
  target: z.string().optional(),
  frame: z.array(z.int().nonnegative()).optional(),
  selectors: z.array(SELECTOR).optional(),
  url: z.string().optional(),
  value: z.string().optional(),
  key: z.string().optional(),
  expression: z.string().optional(),
  name: z.string().optional(),
  button: z.string().optional(),
  deviceType: z.string().optional(),
  duration: z.number().optional(),
  x: z.number().optional(),
  y: z.number().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  deviceScaleFactor: z.number().optional(),
  isMobile: z.boolean().optional(),
  hasTouch: z.boolean().optional(),
  download: z.number().optional(),
  upload: z.number().optional(),
  latency: z.number().optional(),
  operator: z.enum([">=", "==", "<="]).optional(),
  count: z.int().nonnegative().optional(),
  visible: z.boolean().optional(),
  attributes: z.record(z.string(), z.string()).optional(),
  properties: z.record(z.string(), z.json()).optional(),
});

/** A recording of the Recorder panel of Chrome DevTools, as its JSON export writes it (`puppeteer/replay`, Schema.ts). */
export const RECORDING = z.looseObject({
  title: z.string().optional(),
  timeout: z.number().positive().optional(),
  selectorAttribute: z.string().regex(/^[\w-]+$/).optional(),
  steps: z.array(STEP),
});

/** A recording. */
export type Recording = z.infer<typeof RECORDING>;

/** A step of a recording. */
export type RecordedStep = z.infer<typeof STEP>;

/** A selector of a recording. */
export type Selector = z.infer<typeof SELECTOR>;
