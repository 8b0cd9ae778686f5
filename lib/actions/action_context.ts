import type { Locator, Page } from "playwright";
import type { Expect } from "playwright/test";
import type { Expression, Scope } from "../plan/expression.ts";
import type { Part } from "../plan/flow.ts";
import type { StepNode } from "../plan/step_node.ts";
import type { Value } from "../plan/value.ts";
import type { ArtifactKind } from "./artifact_kind.ts";
import type { LocatorInput } from "./locator.ts";

/** Everything an action may touch; made by the runner for one try of one step. */
export interface ActionContext {
  /** The current page. */
  readonly page: Page;
  readonly pages: Pages;
  /** Playwright's `expect`. */
  readonly expect: Expect<Record<never, never>>;
  /** The element a locator names; strict, nothing is looked up yet. */
  find(locator: LocatorInput): Locator;
  /** What Playwright's methods take: the time that is left for this try, in milliseconds, and its signal. */
  limits(): { readonly timeout: number; readonly signal: AbortSignal };
  readonly signal: AbortSignal;
  readonly variables: Variables;
  /** Evaluates an expression over the variables as they are now; throws `ExpressionError`. */
  evaluate(expression: Expression, extra?: Scope): Value;
  /** Runs steps as children of this one and waits for them; throws when one failed. */
  runSteps(steps: readonly StepNode[], options?: RunStepsOptions): Promise<void>;
  /** Runs a part in a variable scope of its own that begins with `given`; gives all its variables at its end. */
  runPart(part: Part, given: Scope): Promise<Scope>;
  /** The runtime's HTTP client with the run's proxy and certificates; `request` checks each hop itself. */
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** The hosts that a request may reach, which counts those that it may not; `null` is all. */
  readonly hosts: HostRule | null;
  /** An absolute URL from one that may be a path below `base_url`; throws `ActionError` (`policy` for a scheme that is not allowed). */
  url(written: string): string;
  readonly baseUrl: string | null;
  readonly files: ActionFiles;
  readonly events: PageEvents;
  /** Shows a warning in the list and keeps it in the report. */
  warn(message: string): void;
  /** The step does its work, but not all of it: when it ends well it is `warned`, with this message. */
  degrade(message: string): void;
  /** The beginning of a text for people; its secrets are replaced before it is cut, since half of one is not found later. */
  excerpt(text: string, longest: number): string;
  /** The element as it is to be filled with these texts: with a secret in one, later pictures cover the element. */
  holdSecret(element: Locator, texts: readonly string[]): Locator;
  /** The current page is given these texts: wherever it shows a secret that is among them, later pictures cover it. */
  giveSecrets(texts: readonly string[]): void;
  /** What a picture of the current page has to cover. */
  secretElements(): readonly Locator[];
  /** From now on this text is masked everywhere. */
  addSecret(text: string): void;
  /** From now on a credential that is sent or received is masked, also where a server or a page repeats it. */
  addSent(text: string): void;
  readonly settings: ActionSettings;
}

/** What `--allow-hosts` says. */
export interface HostRule {
  has(hostname: string): boolean;
  /** The same; a host that is not among them is counted for the report. */
  admit(hostname: string): boolean;
}

/** Choices of the run and the flow that an action may look at. */
export interface ActionSettings {
  readonly updateSnapshots: boolean;
  readonly browserName: string;
  readonly os: string;
}

/** How a list of child steps runs. */
export interface RunStepsOptions {
  /** Shown with each child in the report: `2 of 3`, `item Teapot`. */
  readonly iteration?: string;
  /** Variables that only these steps see. */
  readonly variables?: Scope;
}

/** Variables of an attempt. */
export interface Variables {
  get(name: string): Value | undefined;
  /** Sets a captured value. */
  set(name: string, value: Value): void;
}

/** The pages of an attempt by name; the first is `main`. */
export interface Pages {
  /** Opens an empty page and makes it current. */
  open(name: string): Promise<Page>;
  /** Gives a page that opened by itself a name and makes it current. */
  adopt(name: string, page: Page): void;
  /** Makes a page current: by its name, else by a title or URL that fits. */
  switchTo(name: string): Page;
  close(name?: string): Promise<void>;
  readonly currentName: string;
  /** All open pages; those that opened by themselves and were not adopted have the name null. */
  list(): readonly { readonly name: string | null; readonly page: Page }[];
}

/** Files of the machine, as far as an action may use them. */
export interface ActionFiles {
  /** The flow file that this step stands in, as its `spec_path`; `-` for standard input. */
  readonly specPath: string;
  /** The absolute path of a file that a flow file names; throws `ActionError` (`policy`) outside the allowed folders. */
  resolve(path: string): Promise<string>;
  readBytes(path: string): Promise<Uint8Array>;
  /** For baselines; the path comes from `resolve` of its folder. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  exists(path: string): Promise<boolean>;
  /** Whether a plain file stands there. */
  isFile(path: string): Promise<boolean>;
  /** Keeps bytes as an artifact of this step; gives the path relative to the output folder, `null` when it cannot be written. */
  keep(fileName: string, bytes: Uint8Array, kind?: ArtifactKind): Promise<string | null>;
  /** Keeps what `write` writes to an absolute path, in the same way; rejects as it does. */
  keepFile(fileName: string, kind: ArtifactKind, write: (path: string) => Promise<unknown>): Promise<string>;
}

/** What the session collected from its pages. */
export interface PageEvents {
  /** Console messages of type error and uncaught errors of the current page since the attempt began. */
  consoleErrors(): readonly { readonly type: "console" | "page_error"; readonly text: string; readonly url: string }[];
  /** A response that came since the previous step began, or the next one that fits; rejects at the signal. */
  waitForResponse(
    fits: (response: import("playwright").Response) => boolean | Promise<boolean>,
  ): Promise<import("playwright").Response>;
  /** Answers the next dialog of any page instead of the flow's own rule; rejects at the signal. Arm it before the action. */
  expectDialog(answer: DialogAnswer): Promise<{ readonly type: string; readonly message: string }>;
  /** Calls the listener, until it is disposed, for each dialog by which a page asks to stay and that is dismissed. */
  onStay(listener: (dialog: StayDialog) => void): Disposable;
}

/** A dialog by which a page asks whether it is really to be left. */
export interface StayDialog {
  readonly type: string;
  readonly message: string;
  readonly page: Page | null;
  /** Resolves when the page goes on. */
  readonly answered: Promise<void>;
}

/** How a dialog is answered; `answer` is the text for a prompt. */
export interface DialogAnswer {
  readonly accept: boolean;
  readonly answer?: string;
  /** Ends the expectation before the step does. */
  readonly signal?: AbortSignal;
}
