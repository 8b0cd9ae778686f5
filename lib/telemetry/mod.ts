import {
  createNoopMeter,
  type Meter,
  type MeterProvider,
  ProxyTracerProvider,
  type Tracer,
  type TracerProvider,
} from "@opentelemetry/api";
import { stopDiagnostics } from "./sdk_diagnostics.ts";
import type { TelemetryOn } from "./settings.ts";
import { type Started, startTelemetry, type TelemetryContext, type TestProviders } from "./start_telemetry.ts";
import type { Telemetry } from "./telemetry.ts";

let starting: Promise<Started> | null = null;
let started: Started | null = null;
let test: TestProviders = {};

/** Starts telemetry once: until it is closed, another call gives the same one. Throws `UsageError`. */
export async function initTelemetry(settings: TelemetryOn, context: TelemetryContext): Promise<Telemetry> {
  starting ??= start(settings, context);
  return (await starting).telemetry;
}

async function start(settings: TelemetryOn, context: TelemetryContext): Promise<Started> {
  try {
    return started = await startTelemetry(settings, { context, test, onClosed: forget });
  } catch (error) {
    forget();
    throw error;
  }
}

function forget(): void {
  starting = null;
  started = null;
  stopDiagnostics();
}

/** The tracer of `initTelemetry`, or of the test's provider; one that does nothing before that. */
export function getTracer(): Tracer {
  const provider = test.tracerProvider ?? started?.tracerProvider ?? new ProxyTracerProvider();
  return provider.getTracer("qa-rig");
}

/** The meter of `initTelemetry`, or of the test's provider; one that does nothing before that. */
export function getMeter(): Meter {
  return (test.meterProvider ?? started?.meterProvider)?.getMeter("qa-rig") ?? createNoopMeter();
}

/** From the next `initTelemetry` on, spans go to this provider and not to a collector. */
export function setTestTracerProvider(tracerProvider: TracerProvider): void {
  test = { ...test, tracerProvider };
}

/** From the next `initTelemetry` on, the metric goes to this provider and not to a collector. */
export function setTestMeterProvider(meterProvider: MeterProvider): void {
  test = { ...test, meterProvider };
}

/** Forgets what was started and the test's providers; nothing is flushed. */
export function resetForTesting(): void {
  forget();
  test = {};
}
