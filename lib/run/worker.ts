import type { Playwright } from "../browser/playwright.ts";
import type { RunningBrowser } from "../browser/running_browser.ts";
import type { RunTools } from "./run_tools.ts";
import { instant } from "./run_tools.ts";

/** What starts a browser for a worker. */
export interface BrowserSource {
  readonly playwright: () => Promise<Playwright>;
  /** Looks for the executable before the first flow; throws `BrokenRunError`. */
  readonly prepare: () => Promise<void>;
  /** Throws `BrokenRunError`. */
  readonly start: () => Promise<RunningBrowser>;
}

/** One lane of a run: it has one browser, started when it is first needed and again when it was lost. */
export class Worker implements AsyncDisposable {
  #browser: Promise<RunningBrowser> | null = null;

  constructor(readonly number: number, private readonly source: BrowserSource, private readonly tools: RunTools) {}

  /** Starts the browser before it is needed; a failure shows in `browser()`. */
  warmUp(): void {
    this.browser().catch(() => {});
  }

  /** The browser of this worker; throws `BrokenRunError`. */
  async browser(): Promise<RunningBrowser> {
    const current = this.#browser ??= this.#start();
    try {
      const running = await current;
      if (!running.isClosed) return running;
      await running.close();
    } catch (error) {
      this.#browser = null;
      throw error;
    }
    this.#browser = this.#start();
    return await this.#browser;
  }

  playwright(): Promise<Playwright> {
    return this.source.playwright();
  }

  async #start(): Promise<RunningBrowser> {
    const running = await this.source.start();
    this.tools.stop.browsers.addEventListener("abort", () => running.kill(), { once: true });
    const { tools } = this;
    await tools.emit({ type: "browser_started", at: instant(tools.host), worker: this.number, browser: running.info });
    return running;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const running = await this.#browser?.catch(() => null);
    await running?.close();
  }
}
