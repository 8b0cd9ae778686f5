import { type Context, type Link, type Span as SdkSpan, SpanStatusCode, trace, type Tracer } from "@opentelemetry/api";
import { wellFormed } from "../well_formed.ts";
import { otelAttributes } from "./otel_attributes.ts";
import type { Attributes, Span } from "./telemetry.ts";
import { formatTraceParent } from "./trace_parent.ts";

/** The names of spans. */
export type SpanName = "qa_rig.flow" | "qa_rig.step";

/** What the spans of one run share. */
export interface SpanScope {
  readonly tracer: Tracer;
  /** Spans that are running, parents before their children. */
  readonly open: Set<OtelSpan>;
  /** Code units of a text at most. */
  readonly attributeLength: number;
  /** Resolves when another span may begin. */
  readonly room: () => Promise<void>;
}

/** How a span begins. */
export interface SpanStart {
  readonly name: SpanName;
  readonly attributes: Attributes;
  readonly links?: readonly Link[];
  /** Holds the parent; it is passed, never looked up in a global. */
  readonly context: Context;
}

/** A span of the SDK behind the interface of the runner. */
export class OtelSpan implements Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceParent: string;
  readonly sampled: boolean;
  readonly #span: SdkSpan;
  readonly #context: Context;
  readonly #outcome: "flow.passed" | "step.passed";
  #outcomeKnown = false;
  #failed = false;

  constructor(private readonly scope: SpanScope, { name, attributes, links, context }: SpanStart) {
    const options = { attributes: otelAttributes(attributes, scope.attributeLength), links: [...links ?? []] };
    this.#span = scope.tracer.startSpan(name, options, context);
    this.#context = trace.setSpan(context, this.#span);
    this.#outcome = name === "qa_rig.flow" ? "flow.passed" : "step.passed";
    const { traceId, spanId, traceFlags } = this.#span.spanContext();
    this.traceId = traceId;
    this.spanId = spanId;
    this.traceParent = formatTraceParent({ traceId, spanId, flags: traceFlags });
    this.sampled = (traceFlags & 1) === 1;
    scope.open.add(this);
  }

  /** Runs body and ends the span whatever happens; what body throws is recorded, unless a failure was already. */
  async run<T>(body: (span: Span) => Promise<T>): Promise<T> {
    try {
      return await body(this);
    } catch (error) {
      // What a fault says is not masked, so only its kind leaves the machine.
      const kind = error instanceof Error ? error.name : typeof error;
      this.fail({ type: "internal", message: `Ended by a fault of the tool: ${kind}` });
      throw error;
    } finally {
      this.#end();
    }
  }

  set(attributes: Attributes): void {
    if (!this.scope.open.has(this)) return;
    if (attributes[this.#outcome] !== undefined) this.#outcomeKnown = true;
    this.#span.setAttributes(otelAttributes(attributes, this.scope.attributeLength));
  }

  /** The first failure stands. */
  fail({ type, message: said }: { readonly type: string; readonly message: string }): void {
    if (this.#failed) return;
    this.#failed = true;
    const message = wellFormed(said);
    this.set({ "error.type": type });
    if (this.#outcome === "step.passed") this.set({ "step.error": message });
    this.#span.setStatus({ code: SpanStatusCode.ERROR, message });
    this.#span.addEvent("exception", { "exception.type": type, "exception.message": message });
  }

  async child<T>(name: SpanName, attributes: Attributes, body: (span: Span) => Promise<T>): Promise<T> {
    await this.scope.room();
    return await new OtelSpan(this.scope, { name, attributes, context: this.#context }).run(body);
  }

  /** Ends a span whose body is still running, because the run ends now. */
  interrupt(): void {
    this.fail({ type: "interrupted", message: "Interrupted before it had ended" });
    this.#end();
  }

  #end(): void {
    if (!this.scope.open.has(this)) return;
    if (this.#failed && !this.#outcomeKnown) this.set({ [this.#outcome]: false });
    this.scope.open.delete(this);
    this.#span.end();
  }
}
