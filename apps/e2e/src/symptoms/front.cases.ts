import { until } from '@deskstream/testing-harness';
import type { FrontStage } from './front-desk';
import { onFront } from './front-desk';
import type { Stage, Wrong } from './wrong';
import { ALSO_KNOWN, KNOWN, UNKNOWN } from './wrong';

const TOKEN = '002 “Invalid Front API token” on save';
const WEBHOOKS = '002 Webhook not receiving events';
const NO_ANSWER = '002 AI not responding to conversations';
const KEPT = '002 Handoff posts a note but conversation stays assigned';
const KNOWLEDGE = '002 Knowledge Sync not importing articles';

type Change = Parameters<FrontStage['front']['access']['set']>[0];

/** The token is changed in Front, then the connection is verified. */
const verified =
  (change: Change) =>
  async ({ front, verify }: FrontStage): Promise<null> => {
    front.access.set(change);
    await verify('front');
    return null;
  };

/** Everything but assigning conversations, and reading the help center. */
const MOST_SCOPES = [
  ...['comments:read', 'comments:write', 'messages:read', 'messages:send', 'messages:write'],
  ...['tags:read', 'tags:write', 'events:*:read', 'contacts:read', 'accounts:read', 'inboxes:read'],
  ...['conversations:read', 'channels:read', 'teammates:read', 'provisioning', 'private:*'],
];

const source = (select: readonly string[], enabled = true) => ({
  knowledge: [{ id: 'help', kind: 'front' as const, select, enabled, everyMinutes: 60 }],
});

const tried = async ({ synced }: Stage): Promise<null> => {
  await synced('help');
  return null;
};

/** The seven symptoms of document 002, with each cause that it names. */
export const FRONT: readonly Wrong[] = [
  onFront({
    name: '1-expired',
    listed: TOKEN,
    play: verified({ state: 'expired' }),
    cause: { symptom: 'credentials', check: 'token', fix: /^Make a new API token in Front/ },
  }),
  onFront({
    name: '1-plan',
    listed: TOKEN,
    play: verified({ state: 'no-api' }),
    cause: { symptom: 'credentials', check: 'token', fix: /has no API access/ },
  }),
  onFront({
    name: '1-scopes',
    listed: TOKEN,
    play: verified({ scopes: ['shared:*', 'private:*'] }),
    cause: { symptom: 'credentials', check: 'scope Provisioning', fix: /^Give the API token/ },
  }),
  onFront({
    name: '2-url',
    listed: WEBHOOKS,
    desk: ({ ingress }) => ({
      application: { url: `${ingress}/webhooks/front/old-name`, signingKey: 'a' },
    }),
    play: async ({ asks }) => {
      asks(KNOWN);
      return null;
    },
    cause: { symptom: 'no-webhooks', check: 'webhook-url', fix: /^Nothing arrived yet. Enter/ },
  }),
  onFront({
    name: '2-topic',
    listed: WEBHOOKS,
    desk: ({ ingress }, workspace) => ({
      application: {
        url: `${ingress}/webhooks/front/${workspace}`,
        signingKey: 'signing-secret-of-the-symptoms',
        topics: ['outbound_sent', 'conversation_archived', 'assignee_changed'],
      },
    }),
    play: async ({ asks, happens, findGaps }) => {
      const { session } = asks(KNOWN);
      await happens(session, 'AssigneeChanged');
      await findGaps();
      await happens(session, 'ReplyDelivered');
      return session;
    },
    cause: {
      symptom: 'no-webhooks',
      check: 'topic inbound_received',
      fix: /^Subscribe to inbound_received/,
    },
  }),
  onFront({
    name: '3-with-person',
    listed: NO_ANSWER,
    desk: () => ({ assignNewTo: 'nobody' }),
    play: async ({ front: { company }, person, asks, happens }) => {
      const { it, session } = asks('Hello?');
      company.acts.assign(it, { type: 'teammate', id: person }, person);
      await happens(session, 'AssigneeChanged');
      company.acts.inbound(it, KNOWN);
      return session;
    },
    cause: { symptom: 'no-answer', check: 'not-with-a-person', fix: /assign it to the AI/ },
  }),
  onFront({
    name: '3-unassigned',
    listed: NO_ANSWER,
    desk: () => ({ assignNewTo: 'nobody' }),
    play: ({ asks }) => Promise.resolve(asks(KNOWN).session),
    cause: { symptom: 'no-answer', check: 'owned-by-ai', fix: /settings handleUnassigned/ },
  }),
  onFront({
    name: '3-off',
    listed: NO_ANSWER,
    rules: { enabled: false },
    play: ({ asks }) => Promise.resolve(asks(KNOWN).session),
    cause: { symptom: 'no-answer', check: 'integration-enabled', fix: /settings enabled/ },
  }),
  onFront({
    name: '3-outbound',
    listed: NO_ANSWER,
    play: async ({ front: { company }, person, sessionOf, happens }) => {
      const it = company.teammateStarts(person, 'Have you seen our new export?');
      const session = sessionOf(it);
      await happens(session, 'TeammateMessageReceived');
      company.acts.inbound(it, KNOWN);
      return session;
    },
    cause: { symptom: 'no-answer', check: 'started-by-customer', fix: /outbound automations/ },
  }),
  onFront({
    name: '4-rule',
    listed: KEPT,
    desk: () => ({ rules: [{ on: 'unassign', do: { kind: 'assign', to: 'ai' } }] }),
    play: async ({ asks, happens }) => {
      const { session } = asks(UNKNOWN);
      await happens(session, 'HandoffContested');
      return session;
    },
    cause: { symptom: 'handoff-kept', check: 'given-back', fix: /^Look for a routing rule/ },
  }),
  onFront({
    name: '4-api-error',
    listed: KEPT,
    play: async ({ front, asks, happens, verify }) => {
      front.access.set({ scopes: MOST_SCOPES });
      const { session } = asks(UNKNOWN);
      await happens(session, 'HandoffFailed');
      await verify('front');
      return session;
    },
    cause: { symptom: 'handoff-kept', check: 'our-call', fix: /^The token may not do this/ },
  }),
  onFront({
    name: '5-asked-twice',
    listed: '002 Duplicate AI replies on the same message',
    play: async ({ front: { company }, asks, happens }) => {
      const { it, session } = asks(ALSO_KNOWN);
      await happens(session, 'ReplyDelivered');
      company.acts.inbound(it, ALSO_KNOWN);
      await happens(session, 'ReplyDelivered', 2);
      return session;
    },
    cause: { symptom: 'duplicate-reply', check: 'asked-once', fix: /two messages, two answers/ },
  }),
  onFront({
    name: '6-archived',
    listed: '002 AI archived a conversation that a rep was working on',
    rules: { resolution: { afterQuietMs: 50, noteAfterMs: 50, note: false, close: true } },
    play: async ({ front, person, asks, happens }) => {
      front.faults.set([{ fault: 'slow', on: 'close', delayMs: 6_000, times: 1 }]);
      const { it, session } = asks(KNOWN);
      const archiving = () => Promise.resolve(front.faults.rules().length === 0);
      await until(archiving, { timeoutMs: 120_000, describe: () => `no archiving of ${session}` });
      front.company.acts.assign(it, { type: 'teammate', id: person }, person);
      await happens(session, 'ArchiveDelivered');
      await happens(session, 'ConversationClosed');
      return session;
    },
    cause: { symptom: 'archived-under-hands', check: 'not-by-us', fix: /^Reopen it at the vendor/ },
  }),
  onFront({
    name: '7-key',
    listed: KNOWLEDGE,
    more: () => source(['*']),
    desk: () => ({ scopes: [...MOST_SCOPES, 'conversations:write'] }),
    play: async (stage) => {
      await tried(stage);
      const { session } = stage.asks(UNKNOWN);
      await stage.happens(session, 'HandoffRequested');
      return session;
    },
    cause: { symptom: 'no-answer', check: 'knowledge', fix: /read access to the help center/ },
  }),
  onFront({
    name: '7-none-selected',
    listed: KNOWLEDGE,
    more: () => source([]),
    play: tried,
    cause: { symptom: 'knowledge-missing', check: 'help: selection', fix: /^Select one of: knb_/ },
  }),
  onFront({
    name: '7-not-started',
    listed: KNOWLEDGE,
    more: () => source(['*'], false),
    play: () => Promise.resolve(null),
    cause: { symptom: 'knowledge-missing', check: 'help: synced', fix: /sync now/i },
  }),
];
