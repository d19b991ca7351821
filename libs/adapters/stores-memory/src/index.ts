export type { At } from './at';
export { createMemoryIndexState, createMemoryStreamIndex } from './memory-stream-index';
export type { MemoryIndexState } from './memory-stream-index';
export { createMemoryWorkLedger, createMemoryWorkState } from './memory-work-ledger';
export type { MemoryWorkState } from './memory-work-state';
