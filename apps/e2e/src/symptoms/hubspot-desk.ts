import type { HubspotWorkspace, SimulatedPortal } from '@deskstream/app-desk-simulator';
import { customerAt } from '../web-chat/customer';
import type { Customer } from '../web-chat/customer';
import type { Addresses, Given, Stage, Wrong } from './wrong';
import { keyOf, rulesOf, SECRET, webhookOf } from './wrong';

type Thread = ReturnType<HubspotWorkspace['portal']['customerStarts']>;
type Contact = Parameters<HubspotWorkspace['portal']['customerStarts']>[1];

/** One simulated HubSpot, and what its people do. */
export interface HubspotStage extends Stage {
  readonly hubspot: HubspotWorkspace;
  /** A customer writes in the chat of HubSpot, or by mail from `email`; gives the thread and its session. */
  asks(text: string, contact?: Contact): { readonly it: Thread; readonly session: string };
  /** A customer writes in Deskstream's own web chat. */
  chats(text: string): Promise<{ readonly customer: Customer; readonly session: string }>;
}

type HubspotGiven = Given<SimulatedPortal> & {
  /** With a web chat whose tickets stand here. */
  readonly webChat?: true;
  readonly play: (stage: HubspotStage) => Promise<string | null>;
};

export const tokenOf = (name: string): string => `pat-na1-${name}`;

/** A case on a help desk that gives new threads to the AI, unless it says otherwise. */
export const onHubspot = (given: HubspotGiven): Wrong => {
  const { name, listed, cause, desk, connection, more, play, webChat } = given;
  return {
    workspace: `hubspot-${name}`,
    listed,
    cause,
    desks: (workspace, at) => ({
      hubspot: [
        {
          workspace,
          accessToken: tokenOf(name),
          clientSecret: SECRET,
          assignNewTo: 'ai',
          webhookUrl: webhookOf(at, 'hubspot', workspace),
          ...desk?.(at, workspace),
        },
      ],
    }),
    settings: (workspace, at) => ({
      workspace,
      rules: rulesOf(given),
      connections: [
        {
          vendor: 'hubspot',
          apiBaseUrl: `${at.desk}/hubspot`,
          accessToken: tokenOf(name),
          signingSecrets: [SECRET],
          aiTeammateId: '55501',
          appId: '1160400',
          publicWebhookUrl: webhookOf(at, 'hubspot', workspace),
          ...connection,
        },
        ...(webChat === true ? [webChatOf(workspace, at)] : []),
      ],
      ...more?.(at, workspace),
    }),
    play: (stage) => play(stageOf(stage)),
  };
};

const webChatOf = (workspace: string, { webChat }: Addresses) => ({
  vendor: 'web-chat' as const,
  apiBaseUrl: `${webChat}/api/${workspace}`,
  accessToken: `chat-${workspace}`,
  signingSecrets: [SECRET],
  aiTeammateId: 'deskstream',
  rules: { handleUnassigned: true },
});

const stageOf = (stage: Stage): HubspotStage => {
  const { workspace, desk, at } = stage;
  const hubspot = desk.hubspot.get(workspace);
  if (hubspot === undefined) throw new Error(`no HubSpot of ${workspace}`);
  return {
    ...stage,
    hubspot,
    asks: (text, contact) => {
      const it = hubspot.portal.customerStarts(
        { text, channel: contact?.email == null ? 'chat' : 'email' },
        contact,
      );
      return { it, session: keyOf(workspace, 'hubspot', it.id) };
    },
    chats: async (text) => {
      const customer = await customerAt(at.webChat, workspace);
      await customer.writes(text);
      return { customer, session: keyOf(workspace, 'web-chat', customer.conversation) };
    },
  };
};
