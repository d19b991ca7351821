export interface ExportedSignals {
  readonly traces: boolean;
  readonly metrics: boolean;
}

/**
 * What has an OTLP endpoint and is not turned off. The specification would send to a collector on the same
 * host where none is named; most who run this have none.
 */
export const exportedSignals = (
  env: Readonly<Record<string, string | undefined>>,
): ExportedSignals => {
  const isOff = env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true';
  const exported = (signal: 'TRACES' | 'METRICS'): boolean =>
    !isOff &&
    env[`OTEL_${signal}_EXPORTER`] !== 'none' &&
    Boolean(env['OTEL_EXPORTER_OTLP_ENDPOINT'] || env[`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`]);
  return { traces: exported('TRACES'), metrics: exported('METRICS') };
};
