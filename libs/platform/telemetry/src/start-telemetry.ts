import { parseKeyPairsIntoRecord } from '@opentelemetry/core';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import type { Resource } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { Registry, collectDefaultMetrics } from 'prom-client';
import type { Telemetry } from '@deskstream/kernel';
import { metered } from './metrics';
import { millis, otlpTarget } from './otlp';
import type { Environment } from './otlp';
import { samplerOf } from './sampler';
import { tracedSteps, untracedStep } from './traces';

export interface RunningTelemetry extends Telemetry {
  /** Prometheus text of all metrics, with those of the process (`process_`, `nodejs_`). */
  metricsText(): Promise<string>;
  /** Sends what is still held; gives up after the export timeout and never throws. */
  shutdown(): Promise<void>;
}

export interface TelemetryOptions {
  /** `service.name`, unless `OTEL_SERVICE_NAME` says otherwise. */
  readonly service: string;
  /** Only `OTEL_*` is read. Without an OTLP endpoint nothing is exported and tracing is off. */
  readonly env: Environment;
}

const SCOPE = 'deskstream';

export const startTelemetry = ({ service, env }: TelemetryOptions): RunningTelemetry => {
  const resource = resourceOf(service, env);
  const traces = startTraces(resource, env);
  const metrics = startMetrics(resource, env);
  return {
    step: traces.step,
    ...metered(metrics.provider.getMeter(SCOPE)),
    metricsText: metrics.text,
    shutdown: async () => {
      await Promise.allSettled([traces.shutdown(), metrics.provider.shutdown()]);
    },
  };
};

const resourceOf = (service: string, env: Environment): Resource =>
  defaultResource().merge(
    resourceFromAttributes({
      'service.namespace': 'deskstream',
      ...parseKeyPairsIntoRecord(env['OTEL_RESOURCE_ATTRIBUTES'] ?? ''),
      'service.name': env['OTEL_SERVICE_NAME'] || service,
    }),
  );

const startTraces = (resource: Resource, env: Environment) => {
  const target = otlpTarget('traces', env);
  if (!target) return { step: untracedStep, shutdown: () => Promise.resolve() };
  const processor = new BatchSpanProcessor(new OTLPTraceExporter(target), {
    scheduledDelayMillis: millis(env['OTEL_BSP_SCHEDULE_DELAY'], 5_000),
    exportTimeoutMillis: target.timeoutMillis,
  });
  const provider = new BasicTracerProvider({
    resource,
    sampler: samplerOf(env),
    spanProcessors: [processor],
  });
  return { step: tracedSteps(provider.getTracer(SCOPE)), shutdown: () => provider.shutdown() };
};

const startMetrics = (resource: Resource, env: Environment) => {
  const target = otlpTarget('metrics', env);
  const reader = new PrometheusExporter({ preventServerStart: true });
  const readers = target
    ? [
        reader,
        new PeriodicExportingMetricReader({
          exporter: new OTLPMetricExporter(target),
          exportIntervalMillis: millis(env['OTEL_METRIC_EXPORT_INTERVAL'], 60_000),
          exportTimeoutMillis: target.timeoutMillis,
        }),
      ]
    : [reader];
  const provider = new MeterProvider({ resource, readers });
  const ofProcess = new Registry();
  collectDefaultMetrics({ register: ofProcess });
  const serializer = new PrometheusSerializer();
  const text = async (): Promise<string> => {
    const { resourceMetrics } = await reader.collect();
    return `${serializer.serialize(resourceMetrics)}${await ofProcess.metrics()}`;
  };
  return { provider, text };
};
