import { plainOf } from '@deskstream/app-desk-simulator';
import { onIntercom, PERSON, withPerson } from './intercom-desk';
import type { Wrong } from './wrong';
import { ALSO_KNOWN, KNOWN, UNKNOWN } from './wrong';

const off = { web: false };
const on = { web: true };
const NO_ANSWER = '000 AI not responding to conversations';
const ASSIST = '000 Assist Mode not posting suggestions';
const ATTRIBUTES = '000 Custom attributes not appearing on session';

/** Symptoms 3 to 8 of document 000, with each cause that it names. */
export const INTERCOM_SESSIONS: readonly Wrong[] = [
  onIntercom({
    name: '3-not-assigned',
    listed: NO_ANSWER,
    desk: () => ({ assignNewTo: 'nobody' }),
    play: async ({ asks }) => asks(KNOWN).session,
    cause: {
      symptom: 'no-answer',
      check: 'owned-by-ai',
      fix: /^Assign the conversation to the AI/,
    },
  }),
  onIntercom({
    name: '3-autopilot-off',
    listed: NO_ANSWER,
    rules: { autopilot: off },
    play: async ({ asks }) => asks(KNOWN).session,
    cause: {
      symptom: 'no-answer',
      check: 'autopilot-on-for-channel',
      fix: /^Turn Autopilot on for this channel/,
    },
  }),
  onIntercom({
    name: '3-on-assignment',
    listed: NO_ANSWER,
    desk: () => ({ assignNewTo: 'nobody' }),
    rules: { processOnAssignment: true },
    play: async ({ asks }) => asks(KNOWN).session,
    cause: { symptom: 'no-answer', check: 'owned-by-ai', fix: /a routing rule .* has to assign/ },
  }),
  onIntercom({
    name: '3-outbound',
    listed: NO_ANSWER,
    play: async ({ intercom: { desk }, sessionOf }) => {
      const { conversation } = desk.teammateStarts(PERSON, 'Have you seen our new export?');
      desk.assign(conversation, desk.operator, { type: 'admin', id: desk.config.aiAdminId });
      desk.customerReplies(conversation, KNOWN);
      return sessionOf(conversation);
    },
    cause: { symptom: 'no-answer', check: 'started-by-customer', fix: /outbound automations/ },
  }),
  onIntercom({
    name: '4-taken-back',
    listed: '000 Handoff creates a note but conversation stays assigned to AI',
    desk: () => ({ rules: [{ on: 'unassign', by: 'ai', do: { kind: 'assign', to: 'ai' } }] }),
    play: async ({ asks, happens }) => {
      const { session } = asks(UNKNOWN);
      await happens(session, 'HandoffContested');
      return session;
    },
    cause: { symptom: 'handoff-kept', check: 'given-back', fix: /^Look for a routing rule/ },
  }),
  onIntercom({
    name: '5-asked-twice',
    listed: '000 Duplicate AI replies on the same message',
    play: async ({ intercom, asks, happens }) => {
      const { it, session } = asks(KNOWN);
      await happens(session, 'ReplyDelivered');
      intercom.desk.customerReplies(it, KNOWN);
      await happens(session, 'ReplyDelivered', 2);
      return session;
    },
    cause: { symptom: 'duplicate-reply', check: 'asked-once', fix: /two messages, two answers/ },
  }),
  onIntercom({
    name: '5-second-bot',
    listed: '000 Duplicate AI replies on the same message',
    play: async ({ intercom: { desk }, asks, happens }) => {
      const { it, session } = asks(KNOWN);
      await happens(session, 'ReplyDelivered');
      const said = it.parts.find(({ type, author }) => type === 'comment' && author.id !== PERSON);
      desk.botSays(it, 'comment', plainOf(said?.body ?? ''));
      await happens(session, 'BotMessageReceived');
      return session;
    },
    cause: { symptom: 'duplicate-reply', check: 'only-us', fix: /^Look for a second bot/ },
  }),
  onIntercom({
    name: '6-with-ai',
    listed: ASSIST,
    rules: { assist: on, autopilot: off },
    play: async ({ asks }) => asks(KNOWN).session,
    cause: { symptom: 'assist-quiet', check: 'assist:person-owns', fix: /^Assign .* to a person/ },
  }),
  onIntercom({
    name: '6-off',
    listed: ASSIST,
    rules: { assist: off, autopilot: off },
    play: async (stage) => {
      const { it, session } = stage.asks('Hello?');
      withPerson(stage, it, KNOWN);
      await stage.happens(session, 'MessageJudged', 2);
      return session;
    },
    cause: {
      symptom: 'assist-quiet',
      check: 'assist:on-for-channel',
      fix: /^Turn assist on for this channel/,
    },
  }),
  onIntercom({
    name: '6-topic',
    listed: ASSIST,
    rules: {
      assist: on,
      topics: { known: [{ name: 'legal', phrases: ['my lawyer'] }], noAssist: ['legal'] },
    },
    play: async (stage) => {
      const { it, session } = stage.asks(KNOWN);
      await stage.happens(session, 'ReplyDelivered');
      withPerson(stage, it, 'Then my lawyer wants to export all documents.');
      await stage.happens(session, 'MessageJudged', 2);
      return session;
    },
    cause: { symptom: 'assist-quiet', check: 'assist:topic-allowed', fix: /^Take the topic from/ },
  }),
  onIntercom({
    name: '6-unhelpful',
    listed: ASSIST,
    desk: () => ({ assignNewTo: 'nobody' }),
    rules: { assist: on },
    play: async (stage) => {
      const { it, session } = stage.asks('Hello?');
      withPerson(stage, it, UNKNOWN);
      await stage.happens(session, 'SuggestionWithheld');
      return session;
    },
    cause: { symptom: 'assist-quiet', check: 'assist:helpful', fix: /add or improve an article/ },
  }),
  onIntercom({
    name: '7-late',
    listed: ATTRIBUTES,
    play: async ({ intercom: { desk, clock }, asks, happens }) => {
      const { it, session } = asks(KNOWN);
      await happens(session, 'ReplyDelivered');
      desk.setAttributes(it, { plan: 'pro' }, clock.now());
      desk.customerReplies(it, ALSO_KNOWN);
      await happens(session, 'ReplyDelivered', 2);
      return session;
    },
    cause: {
      symptom: 'attributes-missing',
      check: 'attributes-in-time',
      fix: /^Raise settings attributeDelayMs \(now 0, at most 10000\)/,
    },
  }),
  onIntercom({
    name: '7-not-writable',
    listed: ATTRIBUTES,
    rules: { attributeDelayMs: 20 },
    play: async ({ asks, happens }) => {
      const { session } = asks(KNOWN);
      await happens(session, 'ReplyDelivered');
      return session;
    },
    cause: {
      symptom: 'attributes-missing',
      check: 'attributes-told',
      fix: /writable over the API/,
    },
  }),
  onIntercom({
    name: '8-sync-off',
    listed: '000 Company data not syncing to contact',
    play: async ({ intercom: { desk }, asks, happens }) => {
      const { it, session } = asks(KNOWN);
      desk.attachCompany(desk.contactOf(it), 'Northwind');
      await happens(session, 'ReplyDelivered');
      return session;
    },
    cause: {
      symptom: 'company-missing',
      check: 'company-sync',
      fix: /settings companySync, "first" or "all"/,
    },
  }),
  onIntercom({
    name: '8-no-company',
    listed: '000 Company data not syncing to contact',
    rules: { companySync: 'first' },
    play: async ({ asks, happens }) => {
      const { session } = asks(KNOWN);
      await happens(session, 'ReplyDelivered');
      return session;
    },
    cause: { symptom: 'company-missing', check: 'has-company', fix: /^Attach the contact/ },
  }),
];
