export type { KnowledgeSourceKind, KnowledgeSourceSettings } from './knowledge-source';
export { mergeRules, rulesFor } from './rules-for';
export type { RulesPatch } from './rules-for';
export type { Settings, WorkspaceSettings } from './settings.port';
