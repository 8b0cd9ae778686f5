import type { BrowserContext, Video } from "playwright";
import type { Session } from "../browser/session.ts";
import { credentialsIn } from "../mask/mask_url.ts";
import type { Keep, PlannedFlow } from "../plan/plan.ts";
import { secretsIn } from "../plan/secrets_in.ts";
import type { Artifacts } from "./artifacts.ts";
import { Cut, deadline, HungError, raceCut } from "./cut.ts";
import type { Warning } from "./result.ts";
import type { RunTools } from "./run_tools.ts";

/** Where recordings of an attempt are kept, and who hears of those that are not. */
export interface RecordingsOptions {
  readonly tools: Pick<RunTools, "host" | "settings" | "stop">;
  readonly artifacts: Artifacts;
  readonly warnings: Warning[];
  /** Of the attempt: what a flow says is told once. */
  readonly number: number;
  /** With its credentials. */
  readonly baseUrl: string | null;
}

/** How long a browser may take to begin a recording, and to hand it over, in milliseconds. */
const LIMIT_MS = { start: 5_000, end: 10_000 } as const;

/** A page may open and close windows without end. */
const MOST_VIDEOS = 20;

/**
 * What is recorded of an attempt as a whole: Playwright's trace, and a video of each page. Nothing masks secrets in them,
 * so of an attempt with secrets they are not kept, unless `--record-secrets` was given. A browser that gives none
 * costs a warning, never the attempt.
 */
export class Recordings {
  readonly #options: RecordingsOptions;
  readonly #videos: Video[] = [];
  readonly #trace: Keep;
  readonly #video: Keep;
  #context: BrowserContext | null = null;
  #hasSecrets: boolean;

  constructor(flow: PlannedFlow, options: RecordingsOptions) {
    this.#options = options;
    const { trace, video } = options.tools.settings;
    this.#hasSecrets = holdsSecrets(flow) || credentialsIn(options.baseUrl ?? "").length > 0;
    if (this.#isWithheld && options.number === 1) this.#warnOfWithheld();
    this.#trace = this.#isWithheld ? "off" : trace;
    this.#video = this.#isWithheld ? "off" : video;
  }

  /** Whether the session has to be opened with videos. */
  get video(): boolean {
    return this.#video !== "off";
  }

  /** Begins to record a session that was just opened; never rejects. */
  async start({ context }: Session): Promise<void> {
    if (this.video) watchVideos(context, this.#videos);
    if (this.#trace === "off") return;
    try {
      await this.#inTime("start", context.tracing.start({ screenshots: true, snapshots: true, sources: false }));
      this.#context = context;
    } catch (error) {
      this.#lost("trace", error);
    }
  }

  /** The attempt has got a secret of which its flow says nothing, such as a captured value. */
  addSecret(): void {
    if (this.#hasSecrets) return;
    this.#hasSecrets = true;
    if (this.#isWithheld) this.#warnOfWithheld();
  }

  /** Closes the session of an attempt and keeps what is wanted of it; never rejects. */
  async end(session: Session, { failed }: { readonly failed: boolean }): Promise<void> {
    const keeps = (when: Keep) => !this.#isWithheld && (when === "on" || when === "on-failure" && failed);
    if (this.#context !== null && keeps(this.#trace)) await this.#keepTrace(this.#context);
    await session.close();
    for (const video of this.#videos) {
      if (keeps(this.#video)) await this.#keepVideo(video);
      // In the browser's temporary folder it would stay until the browser is closed.
      await this.#inTime("end", video.delete()).catch(() => {});
    }
  }

  get #isWithheld(): boolean {
    return this.#hasSecrets && !this.#options.tools.settings.recordSecrets;
  }

  async #keepTrace(context: BrowserContext): Promise<void> {
    await this.#keep("trace", "trace.zip", (path) => context.tracing.stop({ path }));
  }

  async #keepVideo(video: Video): Promise<void> {
    await this.#keep("video", "video.webm", (path) => video.saveAs(path));
  }

  async #keep(kind: "trace" | "video", fileName: string, write: (path: string) => Promise<void>): Promise<void> {
    const { artifacts, warnings, tools } = this.#options;
    try {
      await artifacts.keepFile(fileName, kind, async (path) => {
        const writing = write(path);
        await this.#inTime("end", writing).catch((error) => {
          // What comes too late is in no report, so it must not be there either.
          writing.then(() => tools.host.files.removeFile(path)).catch(() => {});
          throw error;
        });
      });
      if (this.#hasSecrets) {
        warnings.push({ message: `The ${kind} may show secrets: it was kept by --record-secrets`, at: null });
      }
    } catch (error) {
      this.#lost(kind, error);
    }
  }

  async #inTime<T>(what: keyof typeof LIMIT_MS, work: Promise<T>): Promise<T> {
    using limit = deadline(LIMIT_MS[what], new Cut("step_deadline", "The recording did not end in time"));
    return await raceCut(work, AbortSignal.any([limit.signal, this.#options.tools.stop.cleanUp]));
  }

  #lost(kind: "trace" | "video", error: unknown): void {
    const text = error instanceof Error ? error.message : String(error);
    const reason = error instanceof HungError ? "the browser did not give it in time" : text.split("\n")[0];
    this.#options.warnings.push({ message: `Cannot keep the ${kind}: ${reason}`, at: null });
  }

  #warnOfWithheld(): void {
    const { trace, video } = this.#options.tools.settings;
    const kinds = [...trace === "off" ? [] : ["trace"], ...video === "off" ? [] : ["video"]];
    if (kinds.length === 0) return;
    const message = `No ${
      kinds.join(" and no ")
    } is kept, because the flow has secrets: --record-secrets keeps it all the same`;
    this.#options.warnings.push({ message, at: null });
  }
}

/** Declared ones, and those of the browser itself. */
function holdsSecrets(flow: PlannedFlow): boolean {
  const { http_credentials: credentials, storage_state: state } = flow.browser;
  return secretsIn(flow).length > 0 || credentials !== undefined || state !== undefined;
}

function watchVideos(context: BrowserContext, videos: Video[]): void {
  const add = (video: Video | null) => {
    if (video !== null && videos.length < MOST_VIDEOS) videos.push(video);
  };
  for (const page of context.pages()) add(page.video());
  context.on("page", (page) => add(page.video()));
}
