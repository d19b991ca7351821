export {
  ARTICLE_UNUSABLE,
  failedCheck,
  foundCenters,
  NO_CONNECTION,
  noCenters,
  ok,
  refusedWith,
  selectedOf,
} from './checks';
export type {
  HelpCenter,
  KnowledgeSource,
  ListedArticle,
  ListedPage,
  SourceAnswer,
  SourceArticle,
  SourceConfig,
  SourceRefusal,
  SourceVerification,
} from './knowledge-source.port';
