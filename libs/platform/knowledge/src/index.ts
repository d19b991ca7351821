export { articlesAt } from './articles-at';
export { openKnowledgeLog } from './knowledge-log';
export type { KnowledgeLog, SourceHistory } from './knowledge-log';
export { statusOf } from './source-status';
export type { SourceState, SourceStatus } from './source-status';
