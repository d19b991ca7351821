export type { At } from './at';
export { createMemoryIndexState, createMemoryStreamIndex } from './memory-stream-index';
export type { MemoryIndexState } from './memory-stream-index';
export { createMemoryWorkLedger, createMemoryWorkState } from './memory-work-ledger';
export type { MemoryWorkState } from './memory-work-state';
export { createMemorySpoolState, createMemoryWebhookSpool } from './memory-webhook-spool';
export type { MemorySpoolOptions, MemorySpoolState } from './memory-webhook-spool';
export { createMemoryBudgetState, createMemoryModelBudget } from './memory-model-budget';
export type { MemoryBudgetState } from './memory-model-budget';
