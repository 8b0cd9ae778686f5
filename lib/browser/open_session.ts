import type { BrowserContext } from "playwright";
import { BrokenRunError, QaRigError } from "../errors.ts";
import { beforeDeadline } from "./before_deadline.ts";
import { ConsoleMemory } from "./console_memory.ts";
import { contextOptions } from "./context_options.ts";
import { DialogPolicy } from "./dialog_policy.ts";
import { boundDownloads } from "./download_bound.ts";
import { FloodGuard, type FloodOptions } from "./flood_guard.ts";
import { lossOf, type LossOptions } from "./loss.ts";
import { boundedNotify, type Notify } from "./notice.ts";
import { PageList } from "./page_list.ts";
import type { Playwright } from "./playwright.ts";
import { ResponseMemory } from "./response_memory.ts";
import type { RunningBrowser } from "./running_browser.ts";
import { keepOnTheWeb } from "./scheme_policy.ts";
import { SecretFields } from "./secret_fields.ts";
import type { Session } from "./session.ts";
import type { SessionSettings } from "./session_settings.ts";
import { findByTestId } from "./test_id.ts";

/** What a session needs beside the flow's own settings. */
export interface SessionOptions {
  readonly devices: Playwright["devices"];
  /** Told what the report should mention. */
  readonly notice: Notify;
  /** Records a video of each page, which is whole when the session is closed; needs Playwright's ffmpeg. */
  readonly video: boolean;
  /** 10 s where nothing is said. */
  readonly timeoutMs?: number;
}

/** How long a context has to close; a video is written to its end then. */
const CLOSE_MS = { plain: 1_000, withVideo: 5_000 };

/** Opens a context with one page, `main`; throws `BrokenRunError`. */
export async function openSession(
  running: RunningBrowser,
  settings: SessionSettings,
  options: SessionOptions,
): Promise<Session> {
  const { timeoutMs = 10_000 } = options;
  const opening = openContext(running, settings, options);
  try {
    return await beforeDeadline(opening, timeoutMs, () => {
      // A session that comes too late is nobody's.
      opening.then((session) => session.close(), () => {});
      return new Error(`found no answer from the browser after ${timeoutMs / 1_000} s, expected one`);
    });
  } catch (error) {
    if (error instanceof QaRigError) throw error;
    throw new BrokenRunError(`Cannot open a page: ${reason(error)}`, { cause: error });
  }
}

async function openContext(
  running: RunningBrowser,
  settings: SessionSettings,
  options: SessionOptions,
): Promise<Session> {
  const { devices, video } = options;
  const byTestId = findByTestId(settings.test_id_attribute ?? "data-testid");
  const context = await running.browser.newContext({
    ...contextOptions(settings, devices),
    ...(video ? { recordVideo: {} } : {}),
  });
  try {
    let closing = false;
    const parts = await guardedParts(context, settings, {
      notify: boundedNotify(options.notice),
      isClosing: () => closing,
      endBrowser: () => running.kill(),
    });
    const reportRefused = () => {
      const message = running.allowedHosts?.takeSummary() ?? null;
      if (message !== null) options.notice({ type: "host", message });
    };
    const closeMs = video ? CLOSE_MS.withVideo : CLOSE_MS.plain;
    let closed: Promise<void> | undefined;
    const close = () => closed ??= closeOnce();
    const closeOnce = async () => {
      closing = true;
      parts.flood.report();
      await closeContext(running, context, closeMs);
      reportRefused();
    };
    return sessionOf(context, parts, { byTestId, close, allowedHosts: running.allowedHosts });
  } catch (error) {
    await closeContext(running, context, CLOSE_MS.plain);
    throw error;
  }
}

interface Parts {
  readonly console: ConsoleMemory;
  readonly dialogs: DialogPolicy;
  readonly responses: ResponseMemory;
  readonly flood: FloodGuard;
  readonly pages: PageList;
  readonly lost: Session["lost"];
}

type GuardOptions = Pick<LossOptions, "notify" | "isClosing"> & Pick<FloodOptions, "endBrowser">;

/** Everything listens before the first page is there. */
async function guardedParts(
  context: BrowserContext,
  settings: SessionSettings,
  { notify, isClosing, endBrowser }: GuardOptions,
): Promise<Parts> {
  const acceptDialogs = settings.dialogs === "accept";
  const listeners = {
    console: new ConsoleMemory(context),
    dialogs: new DialogPolicy(context, acceptDialogs, notify),
    responses: new ResponseMemory(context, notify),
    flood: await FloodGuard.install(context, { notify, acceptDialogs, endBrowser }),
  };
  const endedFor = () => listeners.flood.endedFor;
  boundDownloads(context, notify);
  keepOnTheWeb(context, notify);
  const pages = new PageList(context, await context.newPage(), notify);
  return { ...listeners, pages, lost: lossOf(context, { pages, notify, isClosing, endedFor }) };
}

function sessionOf(
  context: BrowserContext,
  { console, dialogs, responses, pages, lost }: Parts,
  { byTestId, close, allowedHosts }: Pick<Session, "byTestId" | "close" | "allowedHosts">,
): Session {
  return {
    context,
    allowedHosts,
    get page() {
      return pages.current;
    },
    pages,
    events: {
      consoleErrors: () => console.of(pages.current),
      waitForResponse: (fits, signal) => responses.waitFor(fits, signal),
    },
    secretFields: new SecretFields(),
    markStep: () => responses.markStep(),
    expectDialog: (answer) => dialogs.expect(answer),
    onStay: (listener) => dialogs.onStay(listener),
    byTestId,
    lost,
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function closeContext(running: RunningBrowser, context: BrowserContext, ms: number): Promise<void> {
  await beforeDeadline(context.close(), ms, () => new Error("too late")).catch(() => running.kill());
}

function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n")[0] ?? "").replace(/^browser\.\w+: /, "");
}
