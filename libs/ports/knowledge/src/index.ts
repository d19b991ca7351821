export type { Article, Knowledge, Passage } from './knowledge.port';
