import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { getNumberFromEnv } from '@opentelemetry/core';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import type { Resource } from '@opentelemetry/resources';
import { PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import type { IMetricReader } from '@opentelemetry/sdk-metrics';
import { NodeSDK } from '@opentelemetry/sdk-node';
import type { ExportedSignals } from './signals-exported';
import type { Providers } from './start-telemetry';

export interface SdkOptions {
  readonly resource: Resource;
  /** What `/metrics` serves. */
  readonly reader: IMetricReader;
  readonly exported: ExportedSignals;
}

/**
 * The SDK reads samplers, exporters, protocols, headers and limits from the environment. It is the one of the
 * process: what was started before keeps its providers and is no longer known to the API.
 */
export const startSdk = ({ resource, reader, exported }: SdkOptions): Providers => {
  for (const api of [trace, metrics, context, propagation]) api.disable();
  const sdk = new NodeSDK({
    resource,
    autoDetectResources: false,
    metricReaders: exported.metrics ? [reader, pushed()] : [reader],
    logRecordProcessors: [],
    ...(exported.traces ? {} : { spanProcessors: [] }),
  });
  sdk.start();
  return {
    tracers: exported.traces ? trace.getTracerProvider() : null,
    meters: metrics.getMeterProvider(),
    shutdown: () => sdk.shutdown(),
  };
};

const pushed = (): IMetricReader => {
  const exportIntervalMillis = getNumberFromEnv('OTEL_METRIC_EXPORT_INTERVAL') ?? 60_000;
  const timeout = getNumberFromEnv('OTEL_METRIC_EXPORT_TIMEOUT') ?? 30_000;
  return new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter(),
    exportIntervalMillis,
    exportTimeoutMillis: Math.min(timeout, exportIntervalMillis),
  });
};
