export { DEDUP_GROUP, startDedup } from './start-dedup';
export type { DedupOptions } from './start-dedup';
export { DedupModule } from './app.module';
export { DedupConfig } from './config';
