export { createPostgresArticles } from './articles/article-store';
export type { PostgresArticlesOptions } from './articles/article-store';
export { articleOf, readMarkdownFolder } from './markdown-folder';
export { createPostgresKnowledge } from './postgres-knowledge';
export type { PostgresKnowledge, PostgresKnowledgeOptions } from './postgres-knowledge';
export { measureScale } from './scale/scale';
