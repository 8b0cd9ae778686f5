import type { BrowserContext } from "playwright";
import { MOST_PAGES } from "./page_list.ts";
import type { Notify } from "./notice.ts";

/** Console lines of a document that reach us; each costs memory in three processes. */
export const MOST_LINES = 1_000;

/** Console lines of all workers of a session: nothing runs in a worker before its own script, so it cannot count for itself. */
export const MOST_WORKER_LINES = 5_000;

/** Dialogs of a document that reach us; each is an object in three processes, and answered one after the other. */
export const MOST_DIALOGS = 200;

/** What a document kept from us. */
interface Counts {
  readonly lines: number;
  readonly windows: number;
  readonly dialogs: number;
}

/** What the guard has to know of the session. */
export interface FloodOptions {
  readonly notify: Notify;
  /** How a dialog is answered that does not reach us. */
  readonly acceptDialogs: boolean;
  /** Ends the browser: lines that it has begun to send would keep us busy long after the step. */
  readonly endBrowser: () => void;
}

/** Caps what the documents of a context can send us, and says at the end what they did not. */
export class FloodGuard {
  readonly #notify: Notify;
  /** By document; a document counts for itself and tells now and then. */
  readonly #kept = new Map<string, Counts>();
  readonly #endBrowser: () => void;
  #workerLines = 0;

  private constructor({ notify, endBrowser }: FloodOptions) {
    this.#notify = notify;
    this.#endBrowser = endBrowser;
  }

  /** Why the browser was ended, a sentence; `null` when it was not. */
  get endedFor(): string | null {
    return this.#workerLines > MOST_WORKER_LINES
      ? `Workers wrote more than ${MOST_WORKER_LINES} console lines, so the browser was ended`
      : null;
  }

  /** Takes effect in every document that is made from now on. */
  static async install(context: BrowserContext, options: FloodOptions): Promise<FloodGuard> {
    const guard = new FloodGuard(options);
    const token = crypto.randomUUID();
    context.on("console", (message) => {
      if (message.worker() !== null) return guard.#noteWorkerLine();
      const text = message.type() === "debug" ? message.text() : "";
      if (text.startsWith(token)) guard.#note(text.slice(token.length));
    });
    await context.addInitScript(guardDocument, {
      token,
      mostLines: MOST_LINES,
      mostWindows: MOST_PAGES,
      mostDialogs: MOST_DIALOGS,
      acceptDialogs: options.acceptDialogs,
    });
    return guard;
  }

  /** Notifies of everything that was kept back until now. */
  report(): void {
    const counts = [...this.#kept.values()];
    const sum = (what: keyof Counts) => counts.reduce((all, count) => all + count[what], 0);
    const [lines, windows, dialogs] = [sum("lines"), sum("windows"), sum("dialogs")];
    if (lines > 0) {
      this.#notify({
        type: "console",
        message: `Pages wrote more than ${MOST_LINES} console lines in a document: at least ${lines} were dropped`,
      });
    }
    if (windows > 0) {
      const message = `A page opened more than ${MOST_PAGES} windows: at least ${windows} were not opened`;
      this.#notify({ type: "window", message });
    }
    if (dialogs > 0) {
      const message = `A page opened more than ${MOST_DIALOGS} dialogs: at least ${dialogs} were answered unseen`;
      // Those that came have used up their own notices.
      this.#notify({ type: "flood", message });
    }
    this.#kept.clear();
  }

  #noteWorkerLine(): void {
    this.#workerLines++;
    if (this.#workerLines === MOST_WORKER_LINES + 1) this.#endBrowser();
  }

  #note(text: string): void {
    const [document = "", ...numbers] = text.trim().split(" ");
    const [lines = 0, windows = 0, dialogs = 0] = numbers.map(Number);
    if (this.#kept.size < MOST_LINES) this.#kept.set(document, { lines, windows, dialogs });
  }
}

interface GuardArguments {
  readonly token: string;
  readonly mostLines: number;
  readonly mostWindows: number;
  readonly mostDialogs: number;
  readonly acceptDialogs: boolean;
}

/** A window that a page opened. */
interface OpenedWindow {
  readonly closed: boolean;
}

/** What the guard uses of a page's global object. */
interface PageGlobal {
  open(...values: unknown[]): OpenedWindow | null;
  alert(...values: unknown[]): unknown;
  confirm(...values: unknown[]): unknown;
  prompt(...values: unknown[]): unknown;
  setTimeout(body: () => void, ms: number): number;
}

/** Runs in every document before its own scripts; nothing from outside may be named here. */
function guardDocument({ token, mostLines, mostWindows, mostDialogs, acceptDialogs }: GuardArguments): void {
  const LONGEST_TEXT = 10_000;
  const OUTPUT = [
    "log",
    "info",
    "warn",
    "error",
    "debug",
    "dir",
    "dirxml",
    "table",
    "trace",
    "group",
    "groupCollapsed",
  ];
  const window = globalThis as unknown as PageGlobal;
  const { setTimeout, open } = window;
  const { debug } = console;
  const document = crypto.getRandomValues(new Uint32Array(2)).join("-");
  const dropped = { lines: 0, windows: 0, dialogs: 0 };
  let lines = 0;
  let next = 1;
  let timer = 0;

  const tell = () => {
    timer = 0;
    debug(token, document, dropped.lines, dropped.windows, dropped.dialogs);
  };
  // At once whenever the number has doubled, for a page may be gone soon; the exact one when it is quiet for a moment.
  const count = (what: keyof typeof dropped) => {
    dropped[what]++;
    if (dropped.lines + dropped.windows + dropped.dialogs >= next) {
      next *= 2;
      tell();
    }
    timer ||= setTimeout(tell, 50);
  };
  const cut = (value: unknown) =>
    typeof value === "string" && value.length > LONGEST_TEXT
      ? `${value.slice(0, LONGEST_TEXT).replace(/[\ud800-\udbff]$/, "")}…`
      : value;

  const methods = console as unknown as Record<string, (...values: unknown[]) => void>;
  for (const name of OUTPUT) {
    const original = methods[name];
    if (original === undefined) continue;
    methods[name] = (...values) => {
      if (++lines > mostLines) return count("lines");
      original.apply(console, values.map(cut));
    };
  }

  const opened: OpenedWindow[] = [];
  // A window without an opener cannot be asked whether it is closed: it counts for a second.
  const unknown = () => {
    const slot = { closed: false };
    setTimeout(() => slot.closed = true, 1_000);
    return slot;
  };
  window.open = (...values) => {
    opened.splice(0, opened.length, ...opened.filter(({ closed }) => !closed));
    if (opened.length >= mostWindows) {
      count("windows");
      return null;
    }
    const made = open.apply(window, values);
    opened.push(made ?? unknown());
    return made;
  };

  let dialogs = 0;
  const bound = (name: "alert" | "confirm" | "prompt", unseen: unknown) => {
    const original = window[name];
    window[name] = (...values) => {
      if (++dialogs <= mostDialogs) return original.apply(window, values);
      count("dialogs");
      return unseen;
    };
  };
  bound("alert", undefined);
  bound("confirm", acceptDialogs);
  bound("prompt", acceptDialogs ? "" : null);
}
