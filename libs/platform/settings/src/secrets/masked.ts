import type {
  ModelEndpoint,
  ModelSettings,
  ToolSettings,
  WorkspaceSettings,
} from '@deskstream/port-settings';
import type { VendorConnection } from '@deskstream/port-vendor';
import type { ConversationSettings } from '@deskstream/conversation-domain';
import { maskedTools } from './tools-secrets';

const DOTS = '••••';
const LONG_ENOUGH = 12;

/** What may be shown of a secret: its last four characters, and of a short one nothing. */
export const masked = (secret: string): string =>
  secret.length < LONG_ENOUGH ? DOTS : `${DOTS}${secret.slice(-4)}`;

export const isMask = (text: string): boolean => text.startsWith(DOTS);

/** A connection as it may be shown; writing it back keeps the secrets that are in use. */
export type MaskedConnection = Omit<VendorConnection, 'workspace'>;

/** A workspace as it may be shown, in the form in which it is written. */
export interface MaskedSettings {
  readonly workspace: string;
  readonly rules: Omit<ConversationSettings, 'version'>;
  readonly connections: readonly MaskedConnection[];
  readonly knowledge?: WorkspaceSettings['knowledge'];
  readonly model?: ModelSettings;
  readonly crm?: WorkspaceSettings['crm'];
  readonly tools?: ToolSettings;
}

export const maskedSettings = ({
  workspace,
  rules: { version: _, ...rules },
  connections,
  knowledge,
  model,
  crm,
  tools,
}: WorkspaceSettings): MaskedSettings => ({
  workspace,
  rules,
  connections: connections.map(maskedConnection),
  ...(knowledge === undefined ? {} : { knowledge }),
  ...(model === undefined ? {} : { model: maskedModel(model) }),
  ...(crm === undefined ? {} : { crm: { ...crm, accessToken: masked(crm.accessToken) } }),
  ...(tools === undefined ? {} : { tools: maskedTools(tools) }),
});

export const maskedConnection = ({
  workspace: _,
  ...connection
}: VendorConnection): MaskedConnection => ({
  ...connection,
  accessToken: masked(connection.accessToken),
  signingSecrets: connection.signingSecrets.map(masked),
});

export const maskedModel = (model: ModelSettings): ModelSettings => ({
  ...maskedEndpoint(model),
  ...(model.fallback === undefined ? {} : { fallback: maskedEndpoint(model.fallback) }),
});

/** A local server's missing key stays a missing key. */
const maskedEndpoint = <T extends ModelEndpoint>(endpoint: T): T => ({
  ...endpoint,
  apiKey: endpoint.apiKey === '' ? '' : masked(endpoint.apiKey),
});
