export { DEDUP_GROUP, startDedup } from './start-dedup';
export type { DedupOptions } from './start-dedup';
