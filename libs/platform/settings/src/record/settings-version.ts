import { stableJson } from '@deskstream/kernel';
import type { EpochMs } from '@deskstream/kernel';
import type { WorkspaceSettings } from '@deskstream/port-settings';

/** Who changed settings, when and why. */
export interface SettingsChange {
  readonly at: EpochMs;
  readonly changedBy: string;
  /** Empty: nobody said. */
  readonly reason: string;
  /** Version whose content was brought back. */
  readonly rolledBackTo?: number;
}

/** One version with the change that made it. */
export interface SettingsVersion extends WorkspaceSettings {
  readonly change: SettingsChange;
}

/** Without versions, and whatever the order of its fields. */
export const contentOf = ({
  rules,
  connections,
  knowledge = [],
  model,
  crm,
  tools,
}: Omit<WorkspaceSettings, 'workspace' | 'version'>): string =>
  stableJson([
    { ...rules, version: 0 },
    ...[connections, knowledge, model ?? null, tools ?? null, crm ?? null],
  ]);
