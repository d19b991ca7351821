export { createPostgresStreamIndex } from './postgres-stream-index';
export { createPostgresWorkLedger } from './postgres-work-ledger';
export type { StoreOptions } from './prepared';
