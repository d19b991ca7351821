import type { IntercomStage } from './intercom-desk';
import { onIntercom } from './intercom-desk';
import type { Wrong } from './wrong';
import { ALSO_KNOWN, KNOWN } from './wrong';

const credentials = (name: string, state: 'revoked' | 'other-workspace' | 'plan-without-api') => ({
  name,
  listed: '000 “Failed to verify credentials” on save',
  connection: { externalWorkspaceId: `app-${name}` },
  play: async ({ intercom, verify }: IntercomStage) => {
    intercom.access.set(state);
    await verify('intercom');
    return null;
  },
});

/** Symptoms 1 and 2 of document 000: what is wrong with the connection. */
export const INTERCOM_CONNECTION: readonly Wrong[] = [
  onIntercom({
    ...credentials('1-token', 'revoked'),
    cause: { symptom: 'credentials', check: 'token', fix: /Make a new one in the Developer Hub/ },
  }),
  onIntercom({
    ...credentials('1-workspace', 'other-workspace'),
    cause: { symptom: 'credentials', check: 'workspace', fix: /the one in the Intercom URL/ },
  }),
  onIntercom({
    ...credentials('1-plan', 'plan-without-api'),
    cause: { symptom: 'credentials', check: 'token', fix: /The plan of the workspace has no API/ },
  }),
  onIntercom({
    name: '1-in-session',
    listed: '000 “Failed to verify credentials” on save',
    play: async ({ intercom, asks, happens, verify }) => {
      intercom.access.set('revoked');
      const { session } = asks(KNOWN);
      await happens(session, 'ReplyRequested');
      await verify('intercom');
      return session;
    },
    cause: { symptom: 'credentials', check: 'token', fix: /Make a new one in the Developer Hub/ },
  }),
  onIntercom({
    name: '2-url',
    listed: '000 Webhook not receiving events',
    desk: ({ ingress }) => ({ webhookUrl: `${ingress}/webhooks/intercom/old-name` }),
    play: async ({ asks, intercom }) => {
      asks(KNOWN);
      await intercom.sender.idle();
      return null;
    },
    cause: {
      symptom: 'no-webhooks',
      check: 'webhook-url',
      fix: /^Nothing arrived yet. Enter http/,
    },
  }),
  onIntercom({
    name: '2-topic',
    listed: '000 Webhook not receiving events',
    desk: () => ({ topics: ['conversation.user.created', 'conversation.admin.assigned'] }),
    play: async ({ intercom, asks, happens, findGaps }) => {
      const { it, session } = asks(KNOWN);
      await happens(session, 'ReplyDelivered');
      intercom.desk.customerReplies(it, ALSO_KNOWN);
      await findGaps();
      await happens(session, 'ReplyDelivered', 2);
      return session;
    },
    cause: {
      symptom: 'no-webhooks',
      check: 'topic conversation.user.replied',
      fix: /^Subscribe to conversation.user.replied/,
    },
  }),
];
