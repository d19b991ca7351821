import type { DeskSimulatorOptions } from '@deskstream/app-desk-simulator';
import type { WorkspaceDraft } from '@deskstream/platform-settings';

export const WORKSPACE = 'acme';
export const VENDORS = ['intercom', 'hubspot', 'front'] as const;
export type Vendor = (typeof VENDORS)[number];

const TOKEN = { intercom: 'token-1', hubspot: 'pat-na1-token', front: 'token-2' };
const SECRET = 'signing-secret-of-the-gaps';
const AI = { intercom: '9000001', hubspot: '55501', front: 'tea_ai1' };

/** What the simulator plays; `ingress` is where webhooks go. */
export const desksOf = (
  ingress: string,
): Pick<DeskSimulatorOptions, 'workspaces' | 'hubspot' | 'front'> => ({
  workspaces: [
    {
      workspace: WORKSPACE,
      appId: 'gaps',
      accessToken: TOKEN.intercom,
      aiAdminId: AI.intercom,
      assignNewTo: 'ai',
      clientSecret: SECRET,
      webhookUrl: addressOf(ingress, 'intercom'),
    },
  ],
  hubspot: [
    {
      workspace: WORKSPACE,
      accessToken: TOKEN.hubspot,
      clientSecret: SECRET,
      webhookUrl: addressOf(ingress, 'hubspot'),
      assignNewTo: 'ai',
    },
  ],
  front: [
    {
      workspace: WORKSPACE,
      companyId: 'cmp_gaps',
      accessToken: TOKEN.front,
      aiTeammateId: AI.front,
      assignNewTo: 'ai',
      sendDelayMs: 50,
      application: { url: addressOf(ingress, 'front'), signingKey: SECRET },
    },
  ],
});

export const workspaceOf = (desk: string, ingress: string): WorkspaceDraft => {
  const waits = { web: 50, email: 50, chat: 50, sms: 50, phone: 50 };
  const connection = (vendor: Vendor, path: string) => ({
    vendor,
    apiBaseUrl: `${desk}/${path}`,
    accessToken: TOKEN[vendor],
    signingSecrets: [SECRET],
    aiTeammateId: AI[vendor],
    publicWebhookUrl: addressOf(ingress, vendor),
    rules: { waitMs: waits },
  });
  return {
    workspace: WORKSPACE,
    rules: { handleUnassigned: true, waitMs: waits },
    connections: [
      connection('intercom', `intercom/${WORKSPACE}`),
      { ...connection('hubspot', 'hubspot'), appId: '1160400' },
      connection('front', 'front'),
    ],
  };
};

const addressOf = (ingress: string, vendor: Vendor): string =>
  `${ingress}/webhooks/${vendor}/${WORKSPACE}`;
