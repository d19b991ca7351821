import type {
  FrontCompanyConfig,
  RunningDeskSimulator,
  SimulatedPortal,
  SimulatedWorkspace,
} from '@deskstream/app-desk-simulator';
import type { WorkspaceDraft } from '@deskstream/platform-settings';

/** The workspace of the embedded demo: three help desks, played by the desk simulator. */
export const DEMO = 'demo';

/** Quiet time of the demo: shorter than in production, so that one does not wait for the first answer. */
const DEMO_WAIT_MS = 1_500;

/** Its secrets protect nothing. */
const SECRETS = {
  intercom: { accessToken: 'demo-access-token', signingSecrets: ['demo-client-secret'] },
  hubspot: { accessToken: 'pat-na1-demo', signingSecrets: ['demo-hubspot-secret'] },
  front: { accessToken: 'demo-front-access-token', signingSecrets: ['demo-front-signing-key'] },
};

const WEB_CHAT = { accessToken: 'demo-web-chat-token', signingSecrets: ['demo-web-chat-secret'] };

const AI = { intercom: '9000001', hubspot: '55501', front: 'tea_4exa9' };
const FRONT_COMPANY = 'cmp_4exa1';

/** A second account of each help desk, connected to nothing: for setting up a workspace of one's own. */
const SHOP = 'shop';

export interface DemoDesks {
  readonly workspaces: readonly SimulatedWorkspace[];
  readonly hubspot: readonly SimulatedPortal[];
  readonly front: readonly FrontCompanyConfig[];
}

/** What the simulator plays; `ingress` is where webhooks go, as in `http://127.0.0.1:4010`. */
export const demoDesks = (ingress: string): DemoDesks => ({
  workspaces: [
    {
      workspace: DEMO,
      appId: 'demo-app',
      clientSecret: secretOf('intercom'),
      accessToken: SECRETS.intercom.accessToken,
      aiAdminId: AI.intercom,
      webhookUrl: addressOf(ingress, 'intercom'),
      assignNewTo: 'ai',
    },
    {
      workspace: SHOP,
      appId: 'shop-app',
      clientSecret: 'shop-client-secret',
      accessToken: 'shop-access-token',
      aiAdminId: AI.intercom,
      webhookUrl: '',
      assignNewTo: 'ai',
    },
  ],
  hubspot: [
    {
      workspace: DEMO,
      accessToken: SECRETS.hubspot.accessToken,
      clientSecret: secretOf('hubspot'),
      webhookUrl: addressOf(ingress, 'hubspot'),
      assignNewTo: 'ai',
    },
    {
      workspace: SHOP,
      portalId: 62_515_001,
      appId: 1_160_401,
      accessToken: 'pat-na1-shop',
      clientSecret: 'shop-hubspot-secret',
      webhookUrl: '',
      assignNewTo: 'ai',
    },
  ],
  front: [
    {
      workspace: DEMO,
      companyId: FRONT_COMPANY,
      accessToken: SECRETS.front.accessToken,
      aiTeammateId: AI.front,
      assignNewTo: 'ai',
      application: { url: addressOf(ingress, 'front'), signingKey: secretOf('front') },
    },
    {
      workspace: SHOP,
      companyId: 'cmp_4exa2',
      companyName: 'Example Shop',
      accessToken: 'shop-front-access-token',
      aiTeammateId: AI.front,
      assignNewTo: 'ai',
      application: { url: '', signingKey: 'shop-front-signing-key' },
    },
  ],
});

/** The workspace that is connected to them. */
export const demoWorkspace = (
  { url }: Pick<RunningDeskSimulator, 'url'>,
  { ingress, webChat }: { readonly ingress: string; readonly webChat: string },
): WorkspaceDraft => ({
  workspace: DEMO,
  rules: { handleUnassigned: true, waitMs: { web: DEMO_WAIT_MS, chat: DEMO_WAIT_MS } },
  connections: [
    {
      vendor: 'intercom',
      apiBaseUrl: `${url}/intercom/${DEMO}`,
      aiTeammateId: AI.intercom,
      publicWebhookUrl: addressOf(ingress, 'intercom'),
      ...SECRETS.intercom,
    },
    {
      vendor: 'hubspot',
      apiBaseUrl: `${url}/hubspot`,
      aiTeammateId: AI.hubspot,
      publicWebhookUrl: addressOf(ingress, 'hubspot'),
      appId: '1160400',
      rules: { waitMs: { email: DEMO_WAIT_MS } },
      ...SECRETS.hubspot,
    },
    {
      vendor: 'front',
      apiBaseUrl: `${url}/front`,
      aiTeammateId: AI.front,
      externalWorkspaceId: FRONT_COMPANY,
      publicWebhookUrl: addressOf(ingress, 'front'),
      ...SECRETS.front,
    },
    {
      vendor: 'web-chat',
      apiBaseUrl: `${webChat}/api/${DEMO}`,
      aiTeammateId: 'deskstream',
      ...WEB_CHAT,
    },
  ],
});

const addressOf = (ingress: string, vendor: keyof typeof SECRETS): string =>
  `${ingress}/webhooks/${vendor}/${DEMO}`;

const secretOf = (vendor: keyof typeof SECRETS): string => SECRETS[vendor].signingSecrets[0] ?? '';
