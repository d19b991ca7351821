export { createLogger } from './create-logger';
export type { LoggerOptions } from './create-logger';
export { ATTRIBUTES, METRICS } from './signals';
export type { MetricSignal } from './signals';
export { startTelemetry } from './start-telemetry';
export type { RunningTelemetry } from './start-telemetry';
