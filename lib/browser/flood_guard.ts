import type { BrowserContext } from "playwright";
import { MOST_PAGES } from "./page_list.ts";
import type { Notify } from "./notice.ts";

/** Console lines of a document that reach us; each costs memory in three processes. */
export const MOST_LINES = 1_000;

/** What a document kept from us. */
interface Counts {
  readonly lines: number;
  readonly windows: number;
}

/** Caps what the documents of a context can send us, and says at the end what they did not. */
export class FloodGuard {
  readonly #notify: Notify;
  /** By document; a document counts for itself and tells now and then. */
  readonly #kept = new Map<string, Counts>();

  private constructor(notify: Notify) {
    this.#notify = notify;
  }

  /** Takes effect in every document that is made from now on. */
  static async install(context: BrowserContext, notify: Notify): Promise<FloodGuard> {
    const guard = new FloodGuard(notify);
    const token = crypto.randomUUID();
    context.on("console", (message) => {
      const text = message.type() === "debug" ? message.text() : "";
      if (text.startsWith(token)) guard.#note(text.slice(token.length));
    });
    await context.addInitScript(guardDocument, { token, mostLines: MOST_LINES, mostWindows: MOST_PAGES });
    return guard;
  }

  /** Notifies of everything that was kept back until now. */
  report(): void {
    const counts = [...this.#kept.values()];
    const lines = counts.reduce((sum, count) => sum + count.lines, 0);
    const windows = counts.reduce((sum, count) => sum + count.windows, 0);
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
    this.#kept.clear();
  }

  #note(text: string): void {
    const [document = "", lines, windows] = text.trim().split(" ");
    if (this.#kept.size < MOST_LINES) this.#kept.set(document, { lines: Number(lines), windows: Number(windows) });
  }
}

interface GuardArguments {
  readonly token: string;
  readonly mostLines: number;
  readonly mostWindows: number;
}

/** A window that a page opened. */
interface OpenedWindow {
  readonly closed: boolean;
}

/** What the guard uses of a page's global object. */
interface PageGlobal {
  open(...values: unknown[]): OpenedWindow | null;
  setTimeout(body: () => void, ms: number): number;
}

/** Runs in every document before its own scripts; nothing from outside may be named here. */
function guardDocument({ token, mostLines, mostWindows }: GuardArguments): void {
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
  const dropped = { lines: 0, windows: 0 };
  let lines = 0;
  let next = 1;
  let timer = 0;

  const tell = () => {
    timer = 0;
    debug(token, document, dropped.lines, dropped.windows);
  };
  // At once whenever the number has doubled, for a page may be gone soon; the exact one when it is quiet for a moment.
  const count = (what: "lines" | "windows") => {
    dropped[what]++;
    if (dropped.lines + dropped.windows >= next) {
      next *= 2;
      tell();
    }
    timer ||= setTimeout(tell, 50);
  };
  const cut = (value: unknown) =>
    typeof value === "string" && value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value;

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
}
