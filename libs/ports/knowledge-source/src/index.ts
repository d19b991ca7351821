export { failedCheck, foundCenters, noCenters, ok, selectedOf } from './checks';
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
