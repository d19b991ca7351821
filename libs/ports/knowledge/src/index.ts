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
export type { Article, Knowledge, Passage, PassageHistory, PassageName } from './knowledge.port';
