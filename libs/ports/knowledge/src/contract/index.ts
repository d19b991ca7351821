export { articleStoreContract } from './article-store.contract';
export type { OpenedArticles } from './article-store.contract';
export { knowledgeContract } from './knowledge.contract';
export type { OpenedKnowledge } from './knowledge.contract';
