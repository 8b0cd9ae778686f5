import type { BrowserContext, Dialog, Page } from "playwright";
import { cutText } from "../mask.ts";
import { beforeDeadline } from "./before_deadline.ts";
import type { Notify } from "./notice.ts";

/** How a dialog is answered. */
export interface DialogAnswer {
  readonly accept: boolean;
  /** The text for a prompt. */
  readonly text?: string;
  readonly signal?: AbortSignal;
}

/** A dialog that was answered. */
export interface SeenDialog {
  readonly type: string;
  readonly message: string;
}

/** A dialog by which a page asked to stay. */
export interface StayDialog extends SeenDialog {
  readonly page: Page | null;
  /** Resolves when the page goes on. */
  readonly answered: Promise<void>;
}

/** Characters of a dialog's message that are kept. */
const LONGEST_MESSAGE = 1_000;

/** How long a page that stays may take to go on. */
const GOES_ON_MS = 1_000;

/** Somebody who waits for the next dialog. */
interface Expecting {
  readonly answer: DialogAnswer;
  /** Called when the dialog was answered. */
  seen(dialog: SeenDialog): void;
}

/** Answers every dialog at once, for a page stands still until somebody does. */
export class DialogPolicy {
  readonly #accept: boolean;
  readonly #notify: Notify;
  readonly #expected: Expecting[] = [];
  readonly #stayListeners = new Set<(dialog: StayDialog) => void>();

  constructor(context: BrowserContext, accept: boolean, notify: Notify) {
    this.#accept = accept;
    this.#notify = notify;
    context.on("dialog", (dialog) => this.#answer(dialog));
  }

  /** The next dialog, after it was answered this way; rejects with the signal's reason. */
  expect(answer: DialogAnswer): Promise<SeenDialog> {
    const { promise, resolve, reject } = Promise.withResolvers<SeenDialog>();
    const expecting: Expecting = { answer, seen: resolve };
    this.#expected.push(expecting);
    const abort = () => {
      const index = this.#expected.indexOf(expecting);
      if (index !== -1) this.#expected.splice(index, 1);
      reject(answer.signal?.reason);
    };
    if (answer.signal?.aborted) abort();
    else answer.signal?.addEventListener("abort", abort, { once: true });
    return promise;
  }

  /** Calls the listener, until it is disposed, for each dialog by which a page asks to stay and that is dismissed. */
  onStay(listener: (dialog: StayDialog) => void): Disposable {
    this.#stayListeners.add(listener);
    return { [Symbol.dispose]: () => this.#stayListeners.delete(listener) };
  }

  async #answer(dialog: Dialog): Promise<void> {
    const expecting = this.#expected.shift();
    const answer = expecting?.answer ?? this.#unexpected(dialog);
    const answered = Promise.withResolvers<void>();
    const stays = !answer.accept && dialog.type() === "beforeunload";
    if (stays) {
      // Before the answer: the navigation that it ends would be the first to tell, and does not know why.
      const stay = { ...seen(dialog), page: dialog.page(), answered: answered.promise };
      for (const listener of this.#stayListeners) listener(stay);
    }
    try {
      await (answer.accept ? dialog.accept(answer.text) : dialog.dismiss());
      if (stays) await goesOn(dialog.page());
    } catch {
      // The page was closed, or the dialog went with a navigation.
    } finally {
      answered.resolve();
      expecting?.seen(seen(dialog));
    }
  }

  #unexpected(dialog: Dialog): DialogAnswer {
    const { type, message } = seen(dialog);
    // Nobody stays on a page because of a dialog that no step knows of.
    const accept = this.#accept || type === "beforeunload";
    const done = accept ? "accepted" : "dismissed";
    this.#notify({
      type: "dialog",
      message: `A dialog (${type}) "${message}" came that no step expects: it was ${done}`,
    });
    return { accept };
  }
}

/**
 * Waits until every frame of a page that stays answers again. Before that the browser has not ended the navigation or the
 * closing that was refused, and takes the next one for a part of it.
 */
async function goesOn(page: Page | null): Promise<void> {
  const answers = Promise.all((page?.frames() ?? []).map((frame) => frame.evaluate("1")));
  await beforeDeadline(answers, GOES_ON_MS, () => new Error("The page does not answer"));
}

function seen(dialog: Dialog): SeenDialog {
  return { type: dialog.type(), message: cutText(dialog.message(), LONGEST_MESSAGE) };
}
