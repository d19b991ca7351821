export type { CrmSettings } from './crm-settings';
export type { KnowledgeSourceKind, KnowledgeSourceSettings } from './knowledge-source';
export type { ModelEndpoint, ModelSettings } from './model-settings';
export { mergeRules, rulesFor } from './rules-for';
export type { RulesPatch } from './rules-for';
export type { CopiedRange, SettingsCopy } from './settings-copy.port';
export type { Settings, WorkspaceSettings } from './settings.port';
export type {
  AcceptedMcpTool,
  HttpOperation,
  HttpToolServer,
  McpToolServer,
  ToolAuth,
  ToolRule,
  ToolSettings,
} from './tool-settings';
