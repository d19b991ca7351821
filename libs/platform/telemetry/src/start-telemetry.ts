import type { MeterProvider, TracerProvider } from '@opentelemetry/api';
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import type { Resource } from '@opentelemetry/resources';
import { MeterProvider as LocalMeters } from '@opentelemetry/sdk-metrics';
import { Registry, collectDefaultMetrics } from 'prom-client';
import type { Telemetry } from '@deskstream/kernel';
import { metered } from './metrics';
import { exportedSignals } from './signals-exported';
import { tracedSteps, untracedStep } from './traces';

export interface RunningTelemetry extends Telemetry {
  /** Prometheus text of all metrics, with those of the process (`process_`, `nodejs_`). */
  metricsText(): Promise<string>;
  /** Sends what is still held; gives up after the export timeout and never throws. */
  shutdown(): Promise<void>;
}

/** Where spans and metrics go. */
export interface Providers {
  /** `null`: nothing is traced. */
  readonly tracers: TracerProvider | null;
  readonly meters: MeterProvider;
  shutdown(): Promise<void>;
}

const SCOPE = 'deskstream';

/**
 * By the `OTEL_*` variables of the process, as the OpenTelemetry specification has them; `OTEL_SERVICE_NAME`
 * goes before `service`. Without an OTLP endpoint nothing is exported, tracing is off, and what would export
 * is not loaded.
 */
export const startTelemetry = async (service: string): Promise<RunningTelemetry> => {
  const reader = new PrometheusExporter({ preventServerStart: true });
  const { tracers, meters, shutdown } = await providersOf(resourceOf(service), reader);
  return {
    step: tracers === null ? untracedStep : tracedSteps(tracers.getTracer(SCOPE)),
    ...metered(meters.getMeter(SCOPE)),
    metricsText: metricsText(reader),
    shutdown: async () => {
      await shutdown().catch(() => undefined);
    },
  };
};

const resourceOf = (service: string): Resource =>
  defaultResource()
    .merge(resourceFromAttributes({ 'service.namespace': 'deskstream', 'service.name': service }))
    .merge(detectResources({ detectors: [envDetector] }));

const providersOf = async (resource: Resource, reader: PrometheusExporter): Promise<Providers> => {
  const exported = exportedSignals(process.env);
  if (exported.traces || exported.metrics) {
    const { startSdk } = await import('./start-sdk');
    return startSdk({ resource, reader, exported });
  }
  const meters = new LocalMeters({ resource, readers: [reader] });
  return { tracers: null, meters, shutdown: () => meters.shutdown() };
};

const metricsText = (reader: PrometheusExporter): (() => Promise<string>) => {
  const ofProcess = new Registry();
  collectDefaultMetrics({ register: ofProcess });
  const serializer = new PrometheusSerializer();
  return async () => {
    const { resourceMetrics } = await reader.collect();
    return `${serializer.serialize(resourceMetrics)}${await ofProcess.metrics()}`;
  };
};
