import type {
  MaskedSettings,
  SettingsChange,
  SettingsVersion,
} from '@deskstream/platform-settings';
import { maskedSettings } from '@deskstream/platform-settings';

/** One version as it may be shown; what it says can be written back, and keeps the secrets in use. */
export interface SettingsView extends MaskedSettings {
  readonly version: number;
  readonly change: SettingsChange;
}

export interface VersionItem {
  readonly version: number;
  readonly change: SettingsChange;
}

export interface WorkspaceItem extends VersionItem {
  readonly workspace: string;
  readonly enabled: boolean;
  readonly vendors: readonly string[];
}

export const settingsView = (settings: SettingsVersion): SettingsView => ({
  ...maskedSettings(settings),
  version: settings.version,
  change: settings.change,
});

export const workspaceItem = ({
  workspace,
  version,
  change,
  rules,
  connections,
}: SettingsVersion): WorkspaceItem => ({
  workspace,
  version,
  change,
  enabled: rules.enabled,
  vendors: connections.map(({ vendor }) => vendor),
});

/** A document as it is written: what a view has besides is left out. */
export const draftOf = (workspace: string, body: unknown): unknown => {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const { version: _v, change: _c, reason: _r, changedBy: _b, ...draft } = body as WrittenBody;
  return { workspace, ...draft };
};

/** Who and why, beside the settings in the same body. */
export interface WrittenBody {
  readonly version?: unknown;
  readonly change?: unknown;
  readonly changedBy?: unknown;
  readonly reason?: unknown;
}
