import { defaultConversationSettings } from '@deskstream/conversation-domain';
import type { Settings, WorkspaceSettings } from '@deskstream/port-settings';
import type { VendorConnection } from '@deskstream/port-vendor';

export const WORKSPACE = 'acme';
export const AI = 'ai-7';
export const SECRET = 'simulated-signing-secret';

const connection: VendorConnection = {
  workspace: WORKSPACE,
  vendor: 'intercom',
  apiBaseUrl: 'http://desk.invalid',
  accessToken: 'simulated-token',
  signingSecrets: [SECRET],
  aiTeammateId: AI,
};

const workspace: WorkspaceSettings = {
  workspace: WORKSPACE,
  version: 1,
  rules: { ...defaultConversationSettings, handleUnassigned: true },
  connections: [connection],
};

/** One workspace whose settings never change during a history. */
export const settings: Settings = {
  current: (name) => (name === WORKSPACE ? workspace : null),
  connection: (name, vendor) => (name === WORKSPACE && vendor === 'intercom' ? connection : null),
  all: () => [workspace],
};
