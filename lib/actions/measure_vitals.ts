import type { Page } from "playwright";

/** How a page did so far, in milliseconds, `cls` as a score; `null` is not known yet. */
export interface Vitals {
  readonly lcp: number | null;
  readonly cls: number | null;
  readonly inp: number | null;
  readonly fcp: number | null;
  readonly ttfb: number | null;
  /** Whether somebody has clicked or typed, so that there will be an `inp`. */
  readonly wasUsed: boolean;
}

/** Where the numbers are kept in a page. */
const KEY = "qa-rig.vitals";

/** As much of a page's global object as is used. */
interface InPage {
  [key: string]: unknown;
  readonly performance: { readonly interactionCount?: number };
}

/**
 * Measures with Google's web-vitals in the page. It may come late: the browser keeps what happened before it. What it
 * measures is what a user would have seen up to now.
 */
export async function measureVitals(page: Page): Promise<Vitals> {
  if (!await page.evaluate((key) => key in globalThis, KEY)) await page.evaluate(await observer());
  return await page.evaluate((key) => {
    const { [key]: seen, performance } = globalThis as unknown as InPage;
    const { LCP = null, CLS = null, INP = null, FCP = null, TTFB = null } = seen as Record<string, number>;
    return { lcp: LCP, cls: CLS, inp: INP, fcp: FCP, ttfb: TTFB, wasUsed: (performance.interactionCount ?? 0) > 0 };
  }, KEY);
}

/** A script that keeps each number as it changes. */
async function observer(): Promise<string> {
  const { default: source } = await import("web-vitals", { with: { type: "text" } });
  // A page may forbid scripts of other origins, so the module becomes a function.
  const [, names = ""] = /export\s*\{([^}]*)\}/.exec(source) ?? [];
  const exports = names.split(",").map((name) => name.trim().split(" as ").reverse().join(": "));
  return `((vitals) => {
    const seen = {};
    Object.defineProperty(globalThis, ${JSON.stringify(KEY)}, { value: seen });
    const keep = ({ name, value }) => { seen[name] = value; };
    const options = { reportAllChanges: true, durationThreshold: 0 };
    for (const on of [vitals.onLCP, vitals.onCLS, vitals.onINP, vitals.onFCP, vitals.onTTFB]) on(keep, options);
  })((() => { ${source.replace(/export\s*\{[^}]*\};?|\/\/# sourceMappingURL.*$/gm, "")}; return { ${
    exports.join(", ")
  } }; })())`;
}
