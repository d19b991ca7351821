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
  const upper = signal.toUpperCase();
  const url = endpointOf(signal, env);
  if (!url || isOff(upper, env)) return null;
  return {
    url,
    headers: {
      ...parseKeyPairsIntoRecord(env['OTEL_EXPORTER_OTLP_HEADERS'] ?? ''),
      ...parseKeyPairsIntoRecord(env[`OTEL_EXPORTER_OTLP_${upper}_HEADERS`] ?? ''),
    },
    timeoutMillis: millis(env['OTEL_EXPORTER_OTLP_TIMEOUT'], 10_000),
  };
};

const endpointOf = (signal: string, env: Environment): string | undefined => {
  const common = env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  const own = env[`OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_ENDPOINT`];
  return own || (common && `${common.replace(/\/+$/, '')}/v1/${signal}`);
};

const isOff = (signal: string, env: Environment): boolean =>
  env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true' || env[`OTEL_${signal}_EXPORTER`] === 'none';

export const millis = (text: string | undefined, otherwise: number): number => {
  const value = Number(text);
  return text && Number.isFinite(value) && value > 0 ? value : otherwise;
};
