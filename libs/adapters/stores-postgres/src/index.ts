export { createPostgresSettingsCopy } from './postgres-settings-copy';
export { createPostgresStreamIndex } from './postgres-stream-index';
export { createPostgresWorkLedger } from './postgres-work-ledger';
export { createPostgresWebhookSpool } from './postgres-webhook-spool';
export type { SpoolOptions } from './postgres-webhook-spool';
export type { StoreOptions } from './prepared';
export { createPostgresModelBudget } from './postgres-model-budget';
