import { parseKeyPairsIntoRecord } from '@opentelemetry/core';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface OtlpTarget {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly timeoutMillis: number;
}

/**
 * Where one signal goes, by the OpenTelemetry specification (OTLP exporter variables): the signal's own
 * endpoint is used as it is, the common one gets `/v1/<signal>` appended. `null`: do not export.
 */
export const otlpTarget = (signal: 'traces' | 'metrics', env: Environment): OtlpTarget | null => {
  if (env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return null;
  const upper = signal.toUpperCase();
  if (env[`OTEL_${upper}_EXPORTER`] === 'none') return null;
  const own = env[`OTEL_EXPORTER_OTLP_${upper}_ENDPOINT`];
  const common = env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  const url = own || (common && `${common.replace(/\/+$/, '')}/v1/${signal}`);
  if (!url) return null;
  return {
    url,
    headers: {
      ...parseKeyPairsIntoRecord(env['OTEL_EXPORTER_OTLP_HEADERS'] ?? ''),
      ...parseKeyPairsIntoRecord(env[`OTEL_EXPORTER_OTLP_${upper}_HEADERS`] ?? ''),
    },
    timeoutMillis: millis(env['OTEL_EXPORTER_OTLP_TIMEOUT'], 10_000),
  };
};

export const millis = (text: string | undefined, otherwise: number): number => {
  const value = Number(text);
  return text && Number.isFinite(value) && value > 0 ? value : otherwise;
};
