export type {
  ArticleStore,
  RunCounts,
  SourcedArticle,
  SourceName,
  StoredChange,
  StoredVersion,
  SyncRun,
} from './article-store.port';
export type { Article, Knowledge, Passage } from './knowledge.port';
