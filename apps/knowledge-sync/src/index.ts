export { KnowledgeSyncModule } from './app.module';
export { KnowledgeSyncConfig } from './config';
export { configsOf } from './configs';
export { startKnowledgeSync } from './start-knowledge-sync';
export type { KnowledgeSyncDeps } from './start-knowledge-sync';
export type { SyncDeps } from './sync';
export { syncNow } from './sync-now';
