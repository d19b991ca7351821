export { checkHistory } from './checker/check-history';
export { PROPERTIES } from './checker/observations';
export type {
  HttpAttempt,
  Liveness,
  Observations,
  ProjectionDigests,
  VendorEffect,
  Violation,
} from './checker/observations';
export { noFaults } from './faults';
export type { FaultRates } from './faults';
export { seededRandom } from './random';
export type { Random } from './random';
export { Scheduler } from './scheduler';
export type { SchedulerOptions } from './scheduler';
export { SimulatedProcess } from './simulated-process';
export { Trace } from './trace';
