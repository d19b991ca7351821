import type { HubspotStage } from './hubspot-desk';
import { onHubspot, tokenOf } from './hubspot-desk';
import type { Wrong } from './wrong';
import { KNOWN, UNKNOWN } from './wrong';

const CONNECTION = '001 Connection test fails';
const TICKET = '001 Handoff runs but no ticket appears';
const REPLIES = '001 Rep replies don’t reach the customer';
const CRM = '001 CRM context panel is empty';
const SYNC = '001 Replies not syncing: full checklist';

const verified = async ({ verify }: HubspotStage): Promise<null> => {
  await verify('hubspot');
  return null;
};

/** A chat of ours is handed off: its ticket stands in HubSpot. */
const ticketOfChat = async ({ chats, happens }: HubspotStage): Promise<string> => {
  const { customer, session } = await chats(UNKNOWN);
  await customer.leaves('ada@example.com');
  await happens(session, 'TicketCreated');
  return session;
};

/** The five symptoms of document 001, with each cause that it names. */
export const HUBSPOT: readonly Wrong[] = [
  onHubspot({
    name: '1-token',
    listed: CONNECTION,
    play: (stage) => {
      stage.hubspot.portal.state.app.state = 'inactive';
      return verified(stage);
    },
    cause: { symptom: 'credentials', check: 'account', fix: /Take the current token from the app/ },
  }),
  onHubspot({
    name: '1-format',
    listed: CONNECTION,
    connection: { accessToken: 'pat-na1 with a blank' },
    play: verified,
    cause: { symptom: 'credentials', check: 'token-format', fix: /without blanks or line breaks/ },
  }),
  onHubspot({
    name: '1-scopes',
    listed: CONNECTION,
    play: (stage) => {
      const { app } = stage.hubspot.portal.state;
      app.scopes = app.scopes.filter((scope) => scope !== 'conversations.write');
      return verified(stage);
    },
    cause: { symptom: 'credentials', check: 'scopes', fix: /^Grant conversations.write/ },
  }),
  onHubspot({
    name: '2-tickets-off',
    listed: TICKET,
    rules: { handoff: { ticket: { enabled: false, transcript: true, owner: '' } } },
    play: async ({ asks, happens }) => {
      const { session } = asks(UNKNOWN);
      await happens(session, 'HandoffConfirmed');
      return session;
    },
    cause: { symptom: 'no-ticket', check: 'tickets-on', fix: /settings handoff.ticket.enabled/ },
  }),
  onHubspot({
    name: '2-no-email',
    listed: TICKET,
    play: async ({ asks, happens }) => {
      const { session } = asks(UNKNOWN, { email: null });
      await happens(session, 'TicketCreated');
      return session;
    },
    cause: {
      symptom: 'no-ticket',
      check: 'contact-with-email',
      fix: /^Ask for the e-mail address/,
    },
  }),
  onHubspot({
    name: '3-internal-note',
    listed: REPLIES,
    play: async ({ hubspot: { portal }, asks, happens }) => {
      const { it, session } = asks(UNKNOWN);
      await happens(session, 'HandoffConfirmed');
      const actorId = `A-${portal.reps[1]?.userId ?? ''}`;
      portal.threads.comment(it, { actorId, source: 'rep' }, { text: 'We have one in Porto.' });
      await happens(session, 'TeammateMessageReceived');
      return session;
    },
    cause: { symptom: 'rep-reply-missing', check: 'public-reply', fix: /as a public reply/ },
  }),
  onHubspot({
    name: '3-url',
    listed: REPLIES,
    webChat: true,
    desk: ({ ingress }) => ({ webhookUrl: `${ingress}/webhooks/hubspot/old-name` }),
    play: ticketOfChat,
    cause: {
      symptom: 'rep-reply-missing',
      check: 'webhook-url',
      fix: /^Nothing arrived yet. Enter/,
    },
  }),
  onHubspot({
    name: '4-not-connected',
    listed: CRM,
    play: async ({ asks, happens }) => {
      const { session } = asks(KNOWN);
      await happens(session, 'ReplyDelivered');
      return session;
    },
    cause: {
      symptom: 'crm-empty',
      check: 'crm-connected',
      fix: /^Connect it: settings crm/,
    },
  }),
  onHubspot({
    name: '4-other-address',
    listed: CRM,
    more: ({ desk }) => ({
      crm: { kind: 'hubspot', apiBaseUrl: `${desk}/hubspot`, accessToken: tokenOf('1-scopes') },
    }),
    play: async ({ asks, happens }) => {
      const { session } = asks(KNOWN, { email: 'ada@one.example' });
      await happens(session, 'ReplyDelivered');
      return session;
    },
    cause: { symptom: 'crm-empty', check: 'crm-record', fix: /so that the two are the same/ },
  }),
  onHubspot({
    name: '5-subscription',
    listed: SYNC,
    webChat: true,
    play: async (stage) => {
      const { subscriptions } = stage.hubspot.sender.settings;
      for (const each of subscriptions) each.active = each.eventType !== 'conversation.newMessage';
      return ticketOfChat(stage);
    },
    cause: {
      symptom: 'rep-reply-missing',
      check: 'topic conversation.newMessage',
      fix: /^Subscribe to conversation.newMessage/,
    },
  }),
];
