import type { BrowserContext, Locator, Page, Response } from "playwright";
import type { AllowedHosts } from "../network/allowed_hosts.ts";
import type { ConsoleError } from "./console_memory.ts";
import type { DialogAnswer, SeenDialog, StayDialog } from "./dialog_policy.ts";
import type { Loss } from "./loss.ts";
import type { SessionPages } from "./page_list.ts";
import type { SecretFields } from "./secret_fields.ts";

/** One attempt's own context: its pages and what they did. Disposing it closes it. */
export interface Session extends AsyncDisposable {
  readonly context: BrowserContext;
  /** Of its browser; what is refused shows as a notice when the session is closed. */
  readonly allowedHosts: AllowedHosts | null;
  /** The current page. */
  readonly page: Page;
  readonly pages: SessionPages;
  readonly events: SessionEvents;
  /** What pictures of its pages must not show. */
  readonly secretFields: SecretFields;
  /** A step begins: responses from before the previous one are forgotten. */
  markStep(): void;
  /** Answers the next dialog of any page instead of the policy; rejects with the signal's reason. Arm it before the action. */
  expectDialog(answer: DialogAnswer): Promise<SeenDialog>;
  /** Calls the listener, until it is disposed, for each dialog by which a page asks to stay and that is dismissed. */
  onStay(listener: (dialog: StayDialog) => void): Disposable;
  /** Elements with this test id, by the attribute of this attempt: Playwright's own setting is global. */
  byTestId(root: { locator(selector: string): Locator }, value: string): Locator;
  /** Resolves, never rejects, when the current page crashed or the browser is gone, not by `close`; race every step with it. */
  readonly lost: Promise<Loss>;
  /** Closes the context within a second, else kills the browser; the last notices come before. Never rejects. */
  close(): Promise<void>;
}

/** What a session collected from its pages. */
export interface SessionEvents {
  /** Errors of the current page since the session began. */
  consoleErrors(): readonly ConsoleError[];
  /** A response that came since the previous step began, or the next one that fits; rejects with the signal's reason. */
  waitForResponse(
    fits: (response: Response) => boolean | Promise<boolean>,
    signal?: AbortSignal,
  ): Promise<Response>;
}
