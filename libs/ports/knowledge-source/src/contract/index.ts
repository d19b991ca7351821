export { knowledgeSourceContract } from './knowledge-source.contract';
export type { SourceBench } from './knowledge-source.contract';
