export { createMemoryKnowledge } from './memory-knowledge';
export type { MemoryKnowledge, MemoryKnowledgeOptions } from './memory-knowledge';
export { createMemoryKnowledgeState } from './state';
export type { MemoryKnowledgeState } from './state';
