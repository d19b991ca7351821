import type { ConversationSettings } from '@deskstream/conversation-domain';
import type { VendorConnection } from '@deskstream/port-vendor';
import type { CrmSettings } from './crm-settings';
import type { KnowledgeSourceSettings } from './knowledge-source';
import type { ModelSettings } from './model-settings';
import type { ToolSettings } from './tool-settings';

/** One version of a workspace's settings, as it was in force. */
export interface WorkspaceSettings {
  readonly workspace: string;
  readonly version: number;
  readonly rules: ConversationSettings;
  readonly connections: readonly VendorConnection[];
  /** Sources of articles; none without it. */
  readonly knowledge?: readonly KnowledgeSourceSettings[];
  /** Answers are extractive without it. */
  readonly model?: ModelSettings;
  /** Records of customers; none without it. */
  readonly crm?: CrmSettings;
  /** What the AI may use; nothing without it. */
  readonly tools?: ToolSettings;
}

/** Read side of the `settings` topic, kept current in memory; reading never waits. */
export interface Settings {
  /** `null`: no such workspace. */
  current(workspace: string): WorkspaceSettings | null;
  connection(workspace: string, vendor: string): VendorConnection | null;
  all(): readonly WorkspaceSettings[];
  /** False while the topic cannot be read: what is not known here may exist. Absent: always true. */
  upToDate?(): boolean;
}
