import { dirname } from "node:path";
import type { Locator, Page } from "playwright";
import type { ActionContext } from "../../lib/actions/action_context.ts";
import { findLocator, type NamedLocators } from "../../lib/actions/find.ts";
import { Masker } from "../../lib/mask.ts";
import { loadExpect } from "../../lib/browser/playwright.ts";
import type { Session } from "../../lib/browser/session.ts";
import type { Scope } from "../../lib/plan/expression.ts";
import type { Part } from "../../lib/plan/flow.ts";
import type { StepNode } from "../../lib/plan/step_node.ts";
import type { Value } from "../../lib/plan/value.ts";
import { type BrowserFixture, startBrowser } from "../browser/browser_fixture.ts";

/** What a page is made of: its HTML, or a site that answers every request. */
export type Site = string | ((request: Request) => Response | Promise<Response>);

/** What a test may say about the page and the context that it gets. */
export interface FixtureOptions {
  /** For one action, in milliseconds; 5 s where nothing is said, which is enough on a busy machine. */
  readonly timeoutMs?: number;
  readonly locators?: NamedLocators;
  readonly variables?: Scope;
  readonly secrets?: readonly string[];
  /** Where the page begins; `/` where nothing is said. */
  readonly path?: string;
  /** As `--update-snapshots` says; false where nothing is said. */
  readonly updateSnapshots?: boolean;
  /** Called for every step that an action runs. */
  readonly runStep?: (step: StepNode, extra: Scope) => Promise<void> | void;
  /** Called for the part of a `use`; gives its variables. */
  readonly runPart?: (part: Part, given: Scope) => Promise<Scope>;
}

/** A page on a site of its own, with an action context that records what an action did. */
export interface Fixture {
  readonly page: Page;
  readonly baseUrl: string;
  /** A new one for each action: its deadline begins when it is made. */
  context(): ActionContext;
  readonly variables: Map<string, Value>;
  readonly warnings: string[];
  readonly addedSecrets: string[];
  /** What pictures of the page cover. */
  readonly masked: () => readonly Locator[];
  /** Messages of steps that did not do all of their work. */
  readonly degraded: string[];
  /** What was kept as an artifact, by its path. */
  readonly kept: Map<string, Uint8Array>;
  /** A folder of this test alone: `files.resolve()` is relative to it. */
  readonly folder: string;
}

/** Opens a page; it is closed when the test ends. */
export type OpenPage = (site: Site, options?: FixtureOptions) => Promise<Fixture>;

/** A test with a real browser, which all tests of the file share. */
export function browserTest(name: string, body: (open: OpenPage) => Promise<void>): void {
  Deno.test({
    name,
    // The browser lives longer than one test.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      await using stack = new AsyncDisposableStack();
      await body((site, options) => openFixture(stack, site, options));
    },
  });
}

let browser: Promise<BrowserFixture> | undefined;

Deno.test.afterAll(async () => {
  await (await browser)?.[Symbol.asyncDispose]();
});

async function openFixture(stack: AsyncDisposableStack, site: Site, options: FixtureOptions = {}): Promise<Fixture> {
  const handler = typeof site === "string" ? () => htmlResponse(site) : site;
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, handler);
  stack.defer(() => server.shutdown());
  const folder = await Deno.makeTempDir();
  stack.defer(() => Deno.remove(folder, { recursive: true }));
  browser ??= startBrowser();
  const session = stack.use(await (await browser).open());
  const fixture = makeFixture(session, await loadExpect(), {
    ...options,
    baseUrl: `http://127.0.0.1:${server.addr.port}`,
    folder,
  });
  await session.page.goto(`${fixture.baseUrl}${options.path ?? "/"}`);
  await firstFrames(session.page);
  return fixture;
}

/**
 * Waits until the page has been painted. The first frames of a browser that was just started take longer than the short
 * deadlines that tests give their actions, and an action waits for two frames to know that an element stands still.
 */
async function firstFrames(page: Page): Promise<void> {
  const painted = page.evaluate(
    "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))",
  );
  // A page that is made to hang paints nothing.
  await Promise.race([painted.catch(() => {}), new Promise((resolve) => AbortSignal.timeout(2_000).onabort = resolve)]);
}

/** An answer with a page of HTML. */
export function htmlResponse(html: string): Response {
  return new Response(`<!doctype html><meta charset="utf-8"><title>Fixture</title>${html}`, {
    headers: { "content-type": "text/html; charset=utf-8" },
  });
}

interface Place {
  readonly baseUrl: string;
  readonly folder: string;
}

function makeFixture(session: Session, expect: ActionContext["expect"], options: FixtureOptions & Place): Fixture {
  const { baseUrl, folder } = options;
  const { page, pages } = session;
  const variables = new Map<string, Value>(Object.entries(options.variables ?? {}));
  const record = {
    warnings: [] as string[],
    addedSecrets: [] as string[],
    sent: [] as string[],
    degraded: [] as string[],
    kept: new Map<string, Uint8Array>(),
  };
  const context = (): ActionContext => {
    const end = performance.now() + (options.timeoutMs ?? 5_000);
    const { signal } = new AbortController();
    session.markStep();
    const secrets = () => [...(options.secrets ?? []), ...record.addedSecrets];
    const isSecret = (text: string) => secrets().some((secret) => text.includes(secret));
    return {
      get page() {
        return session.page;
      },
      pages,
      expect,
      find: (locator) => findLocator(session.page, locator, options.locators ?? {}, { byTestId: session.byTestId }),
      limits: () => ({ timeout: Math.max(1, end - performance.now()), signal }),
      signal,
      variables: { get: (name) => variables.get(name), set: (name, value) => void variables.set(name, value) },
      evaluate: (expression, extra = {}) => expression.evaluate({ ...Object.fromEntries(variables), ...extra }),
      async runSteps(steps, { variables: extra = {} } = {}) {
        for (const step of steps) await options.runStep?.(step, extra);
      },
      runPart: (part, given) => options.runPart?.(part, given) ?? Promise.resolve(given),
      fetch: (url, init) => fetch(url, init),
      url: (written) => new URL(written, baseUrl).href,
      baseUrl,
      files: {
        specPath: "a.flow.yaml",
        resolve: (path) => Promise.resolve(`${folder}/${path}`),
        readBytes: (path) => Deno.readFile(path),
        async write(path, bytes) {
          await Deno.mkdir(dirname(path), { recursive: true });
          await Deno.writeFile(path, bytes);
        },
        exists: (path) => Deno.stat(path).then(() => true, () => false),
        isFile: (path) => Deno.stat(path).then((info) => info.isFile, () => false),
        keep(fileName, bytes) {
          record.kept.set(fileName, bytes);
          return Promise.resolve(fileName);
        },
        keepFile: (fileName, _kind, write) => write(`${folder}/${fileName}`).then(() => fileName),
      },
      events: {
        consoleErrors: () => session.events.consoleErrors(),
        waitForResponse: (fits) => session.events.waitForResponse(fits, signal),
        onStay: (listener) => session.onStay(listener),
        expectDialog: ({ accept, answer, signal: own = signal }) =>
          session.expectDialog({ accept, signal: own, ...(answer === undefined ? {} : { text: answer }) }),
      },
      warn: (message) => void record.warnings.push(message),
      hosts: null,
      excerpt(text, longest) {
        const masker = new Masker();
        for (const secret of secrets()) masker.add(secret, "secret");
        for (const credential of record.sent) masker.addSent(credential);
        return masker.maskStart(text, longest);
      },
      degrade: (message) => void record.degraded.push(message),
      holdSecret(element, texts) {
        const held = texts.filter(isSecret);
        return held.length === 0 ? element : session.secretFields.hold(element, held);
      },
      giveSecrets: (texts) => session.secretFields.give(session.page, texts.filter(isSecret)),
      secretElements: () => session.secretFields.of(session.page),
      addSecret: (text) => void record.addedSecrets.push(text),
      addSent: (text) => void record.sent.push(text),
      settings: { updateSnapshots: options.updateSnapshots ?? false, browserName: "chromium", os: "linux" },
    };
  };
  const masked = () => session.secretFields.of(session.page);
  return { page, baseUrl, folder, context, variables, masked, ...record };
}
