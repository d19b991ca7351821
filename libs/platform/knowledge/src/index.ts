export { articlesAt } from './articles-at';
export { helpCenterSource } from './help-center-source';
export type { Ask, HelpCenterApi, HelpCenterOptions } from './help-center-source';
export { openKnowledgeLog } from './knowledge-log';
export type { KnowledgeLog, SourceHistory } from './knowledge-log';
export { statusOf } from './source-status';
export type { SourceState, SourceStatus } from './source-status';
