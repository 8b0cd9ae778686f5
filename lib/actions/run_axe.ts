import type { AxeResults, FrameContext, FrameContextObject, RunOptions } from "axe-core";
import type { ElementHandle, Frame } from "playwright";

/** What of the page is checked, and by which rules. */
export interface AxeRun {
  /** Only this element, and what is in it; `null` is the whole page. */
  readonly within: ElementHandle | null;
  readonly exclude: readonly ElementHandle[];
  readonly options: RunOptions;
  /** Told of a frame that could not be checked. */
  readonly skipped: (url: string, reason: string) => void;
}

/** A rule that axe knows. */
export interface AxeRule {
  readonly id: string;
  readonly tags: readonly string[];
}

/** Where axe is kept in a page, so that one that the page has itself stays as it is. */
const KEY = "qa-rig.axe";

/** Checks a frame and those in it with axe-core, in the page; the requests of the page are left alone. */
export async function runAxe(frame: Frame, run: AxeRun): Promise<AxeResults> {
  const include = run.within === null ? [] : [run.within];
  const root = await run.within?.ownerFrame() ?? frame;
  const excluded = await byFrame(run.exclude);
  const partials = await partialResults(root, { include: [], exclude: [] }, { run, include, excluded });
  const given = { key: KEY, partials, options: JSON.stringify(run.options) };
  return JSON.parse(
    await root.evaluate(async ({ key, partials, options }) => {
      const { axe } = (globalThis as unknown as InPage)[key] as Holder;
      const whole = partials.map((partial) => JSON.parse(partial));
      return JSON.stringify(await axe.finishRun(whole, JSON.parse(options)));
    }, given),
  );
}

/** The rules that can be named. */
export async function axeRules(frame: Frame): Promise<readonly AxeRule[]> {
  await install(frame);
  return await frame.evaluate((key) => {
    const { axe } = (globalThis as unknown as InPage)[key] as Holder;
    return axe.getRules().map(({ ruleId, tags }) => ({ id: ruleId, tags: [...tags] }));
  }, KEY);
}

/** As much of a page's global object as is used. */
interface InPage {
  [key: string]: unknown;
}

interface Holder {
  readonly axe: typeof import("axe-core");
}

interface Where {
  readonly run: AxeRun;
  readonly include: readonly ElementHandle[];
  readonly excluded: ReadonlyMap<Frame | null, readonly ElementHandle[]>;
}

/** The results of a frame and of those in it as JSON, in the order that `finishRun()` wants; `null` where there are none. */
async function partialResults(frame: Frame, context: FrameContextObject, where: Where): Promise<readonly string[]> {
  const { include, excluded, run } = where;
  await install(frame);
  const given = { key: KEY, context: JSON.stringify(context), options: JSON.stringify(run.options) };
  const elements = { include: [...include], exclude: [...excluded.get(frame) ?? []] };
  const { partial, frames } = await frame.evaluate(async ({ key, context, options, include, exclude }) => {
    const { axe } = (globalThis as unknown as InPage)[key] as Holder;
    const whole = JSON.parse(context);
    const parts = {
      ...whole,
      include: [...whole.include, ...include],
      exclude: [...whole.exclude, ...exclude],
    };
    const frames = axe.utils.getFrameContexts(parts, JSON.parse(options));
    const partial = JSON.stringify(await axe.runPartial(parts, JSON.parse(options)));
    return { partial, frames: JSON.stringify(frames) };
  }, { ...given, ...elements });
  const inner: string[] = [];
  for (const child of JSON.parse(frames) as readonly FrameContext[]) inner.push(...await inFrame(frame, child, where));
  return [partial, ...inner];
}

async function inFrame(
  frame: Frame,
  { frameSelector, frameContext }: FrameContext,
  where: Where,
): Promise<readonly string[]> {
  const given = { key: KEY, selector: JSON.stringify(frameSelector) };
  const handle = await frame.evaluateHandle(({ key, selector }) => {
    const { axe } = (globalThis as unknown as InPage)[key] as Holder;
    return axe.utils.shadowSelect(JSON.parse(selector));
  }, given);
  const child = await handle.asElement()?.contentFrame();
  try {
    if (child) return await partialResults(child, frameContext, { ...where, include: [] });
  } catch (error) {
    where.run.skipped(child?.url() ?? "", error instanceof Error ? error.message : String(error));
  }
  return ["null"];
}

async function install(frame: Frame): Promise<void> {
  if (await frame.evaluate((key) => key in globalThis, KEY)) return;
  const { default: source } = await import("axe-core/axe.min.js", { with: { type: "text" } });
  // Without `define` and `module`, so that a module loader of the page does not get it.
  await frame.evaluate(`((define, module) => {
    const before = Object.getOwnPropertyDescriptor(globalThis, "axe");
    ${source};
    Object.defineProperty(globalThis, ${JSON.stringify(KEY)}, { value: { axe: globalThis.axe } });
    if (before === undefined) delete globalThis.axe;
    else Object.defineProperty(globalThis, "axe", before);
  })()`);
}

async function byFrame(
  handles: readonly ElementHandle[],
): Promise<ReadonlyMap<Frame | null, readonly ElementHandle[]>> {
  const frames = await Promise.all(handles.map((handle) => handle.ownerFrame()));
  return Map.groupBy(handles, (handle) => frames[handles.indexOf(handle)] ?? null);
}
