import { diag, type DiagLogger, DiagLogLevel } from "@opentelemetry/api";
import type { LogLevel } from "./settings.ts";

const LEVELS = ["error", "warn", "info", "debug", "verbose"] as const;

/** Shows what OpenTelemetry says of itself until `stopDiagnostics()`; not when somebody else listens, as `OTEL_DENO` does. */
export function showDiagnostics(level: LogLevel, write: (line: string) => void): void {
  const shown = level === "all" ? LEVELS.length : LEVELS.findIndex((name) => name === level) + 1;
  if (shown === 0) return;
  const logger = Object.fromEntries(
    LEVELS.map((name, index) => [name, (...words: unknown[]) => {
      if (index < shown) write(`opentelemetry ${name}: ${words.map(asText).join(" ")}\n`);
    }]),
  ) as unknown as DiagLogger;
  diag.setLogger(logger, { logLevel: DiagLogLevel.ALL, suppressOverrideMessage: true });
}

/** Lets go of OpenTelemetry's messages. */
export function stopDiagnostics(): void {
  diag.disable();
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
