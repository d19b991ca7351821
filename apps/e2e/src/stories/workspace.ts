import type { RulesDraft } from '@deskstream/conversation-domain';
import { defaultConversationSettings } from '@deskstream/conversation-domain';
import type { Settings } from '@deskstream/port-settings';
import { mergeRules } from '@deskstream/port-settings';
import type { VendorConnection } from '@deskstream/port-vendor';

/** The help desks of somebody else. */
export type Vendor = 'intercom' | 'hubspot' | 'front';

export const WORKSPACE = 'acme';

export const SECRETS: Readonly<Record<Vendor, string>> = {
  intercom: 'intercom-client-secret',
  hubspot: 'hubspot-client-secret',
  front: 'front-signing-key',
};

export const AI: Readonly<Record<Vendor, string>> = {
  intercom: '9000001',
  hubspot: '55501',
  front: 'tea_4exa9',
};

const TOKENS: Readonly<Record<Vendor, string>> = {
  intercom: 'intercom-token',
  hubspot: 'pat-na1-token',
  front: 'front-token',
};

export interface Addresses {
  readonly ingress: string;
  readonly desk: string;
}

export const webhookUrl = (ingress: string, vendor: Vendor): string =>
  `${ingress}/webhooks/${vendor}/${WORKSPACE}`;

export const tokenOf = (vendor: Vendor): string => TOKENS[vendor];

const PLACES: Readonly<Record<Vendor, string>> = {
  intercom: `/intercom/${WORKSPACE}`,
  hubspot: '/hubspot',
  front: '/front',
};

const FURTHER: Readonly<Record<Vendor, Partial<VendorConnection>>> = {
  intercom: {},
  hubspot: { appId: '1160400' },
  front: { externalWorkspaceId: 'cmp_4exa1' },
};

export const connectionTo = (vendor: Vendor, { ingress, desk }: Addresses): VendorConnection => ({
  workspace: WORKSPACE,
  vendor,
  apiBaseUrl: `${desk}${PLACES[vendor]}`,
  accessToken: TOKENS[vendor],
  signingSecrets: [SECRETS[vendor]],
  aiTeammateId: AI[vendor],
  publicWebhookUrl: webhookUrl(ingress, vendor),
  ...FURTHER[vendor],
});

/** Settings whose connections appear once there are addresses, and whose rules a story may change. */
export interface StorySettings extends Settings {
  connect(connections: readonly VendorConnection[]): void;
  change(rules: RulesDraft): void;
}

export const storySettings = (initial: RulesDraft): StorySettings => {
  let connections: readonly VendorConnection[] = [];
  let version = 1;
  let rules = mergeRules(defaultConversationSettings, initial);
  const current = () => ({
    workspace: WORKSPACE,
    version,
    rules: { ...rules, version },
    connections,
  });
  return {
    current: (name) => (name === WORKSPACE ? current() : null),
    connection: (name, vendor) =>
      (name === WORKSPACE ? connections.find((each) => each.vendor === vendor) : null) ?? null,
    all: () => [current()],
    connect: (given) => {
      connections = given;
    },
    change: (draft) => {
      version += 1;
      rules = mergeRules(rules, draft);
    },
  };
};
