export type {
  ArticleStore,
  DonePage,
  RunCounts,
  SourcedArticle,
  SourceName,
  StoredChange,
  StoredVersion,
  SyncRun,
} from './article-store.port';
export { EVERYBODY } from './knowledge.port';
export { isFor } from './is-for';
export type {
  Article,
  ArticleAudience,
  Audience,
  CurrentArticle,
  Knowledge,
  KnowledgeQuery,
  Passage,
  PassageHistory,
  PassageName,
} from './knowledge.port';
