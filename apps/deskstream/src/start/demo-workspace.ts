import { defaultConversationSettings } from '@deskstream/conversation-domain';
import type { WorkspaceDraft } from '@deskstream/platform-settings';

/** The workspace of the embedded demo: an Intercom played by the desk simulator. Its secrets protect nothing. */
export const DEMO = {
  workspace: 'demo',
  appId: 'demo-app',
  clientSecret: 'demo-client-secret',
  accessToken: 'demo-access-token',
  aiAdminId: '9000001',
} as const;

/** Quiet time of the demo: shorter than in production, so that one does not wait for the first answer. */
const DEMO_WAIT_MS = 1_500;

export const demoRules = {
  ...defaultConversationSettings,
  handleUnassigned: true,
  waitMs: { ...defaultConversationSettings.waitMs, web: DEMO_WAIT_MS, chat: DEMO_WAIT_MS },
};

export const demoConnection = (simulatorUrl: string): WorkspaceDraft['connections'][number] => ({
  vendor: 'intercom',
  apiBaseUrl: `${simulatorUrl}/intercom/${DEMO.workspace}`,
  accessToken: DEMO.accessToken,
  signingSecrets: [DEMO.clientSecret],
  aiTeammateId: DEMO.aiAdminId,
});
