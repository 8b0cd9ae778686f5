import { diag, type DiagLogger, DiagLogLevel } from "@opentelemetry/api";
import type { LogLevel } from "./settings.ts";
import type { Signal } from "./variable_reader.ts";

/** What OpenTelemetry says of itself. */
export interface SdkDiagnostics {
  readonly level: LogLevel;
  readonly write: (line: string) => void;
  /** A collector answered that it refused so many. */
  readonly rejected: (signal: Signal, count: number) => void;
}

const LEVELS = ["error", "warn", "info", "debug", "verbose"] as const;

/**
 * Listens to OpenTelemetry's own messages until `stopListening()`; `false` when somebody else owns them, as `OTEL_DENO`
 * does. The exporters tell of a partial success in no other way.
 */
export function listenToSdk(diagnostics: SdkDiagnostics): boolean {
  const shown = diagnostics.level === "all"
    ? LEVELS.length
    : LEVELS.findIndex((name) => name === diagnostics.level) + 1;
  const logger = Object.fromEntries(
    LEVELS.map((name, index) => [name, (...words: unknown[]) => {
      hearPartialSuccess(words, diagnostics.rejected);
      if (index < shown) diagnostics.write(`opentelemetry ${name}: ${words.map(asText).join(" ")}\n`);
    }]),
  ) as unknown as DiagLogger;
  // Warnings are heard whatever is shown; the rest is not even made unless it is.
  const logLevel = shown > LEVELS.indexOf("warn") + 1 ? DiagLogLevel.ALL : DiagLogLevel.WARN;
  return diag.setLogger(logger, { logLevel, suppressOverrideMessage: true });
}

/** Lets go of OpenTelemetry's messages. */
export function stopListening(): void {
  diag.disable();
}

function hearPartialSuccess([message, json]: readonly unknown[], rejected: SdkDiagnostics["rejected"]): void {
  if (message !== "Received Partial Success response:" || typeof json !== "string") return;
  const { rejectedSpans = 0, rejectedDataPoints = 0 } = JSON.parse(json);
  rejected("traces", Number(rejectedSpans));
  rejected("metrics", Number(rejectedDataPoints));
}

function asText(word: unknown): string {
  if (typeof word === "string") return word;
  if (word instanceof Error) return word.message;
  try {
    return JSON.stringify(word);
  } catch {
    return String(word);
  }
}
