import { describe, expect, it } from '@jest/globals';
import { intercomWebhooks } from '@deskstream/adapter-vendor-intercom';
import type { ConversationInput, EventType } from '@deskstream/conversation-domain';
import { conversationDecider, defaultConversationSettings } from '@deskstream/conversation-domain';

const AI = '9000001';
const PERSON = { type: 'admin', id: '7' };
const CUSTOMER = { type: 'user', id: 'c1' };
const T0 = 1_790_000_000;

const connection = {
  workspace: 'acme',
  vendor: 'intercom',
  apiBaseUrl: 'http://127.0.0.1:1',
  accessToken: 'token',
  aiTeammateId: AI,
  signingSecrets: ['secret'],
} as const;

interface Told {
  readonly topic: string;
  /** Assignee of the conversation when it was told. */
  readonly owner: string | null;
  readonly part?: object;
}

const QUESTION: Told = { topic: 'conversation.user.created', owner: AI };
const REPLY: Told = {
  topic: 'conversation.admin.replied',
  owner: AI,
  part: { part_type: 'comment', body: '<p>I look.</p>', author: PERSON },
};
const assigned = (to: string): Told => ({
  topic: 'conversation.admin.assigned',
  owner: to,
  part: {
    part_type: 'assignment',
    body: null,
    author: PERSON,
    assigned_to: { type: 'admin', id: to },
  },
});

const notificationOf = ({ topic, owner, part }: Told, nth: number) => ({
  type: 'notification_event',
  id: `n${nth}`,
  topic,
  created_at: T0 + nth,
  data: {
    item: {
      type: 'conversation',
      id: '77',
      created_at: T0,
      updated_at: T0 + nth,
      state: topic.endsWith('closed') ? 'closed' : 'open',
      admin_assignee_id: owner === null ? null : Number(owner),
      source: {
        type: 'conversation',
        id: 's1',
        delivered_as: 'customer_initiated',
        body: '<p>Where is my <b>export</b>?</p>',
        author: CUSTOMER,
      },
      conversation_parts: {
        conversation_parts: part ? [{ id: `p${nth}`, created_at: T0 + nth, ...part }] : [],
      },
    },
  },
});

/** What the log holds because of the last of these notifications, timers apart. */
const outcomeOf = (...told: readonly Told[]): readonly EventType[] => {
  let state = conversationDecider.initialState;
  let newest: readonly EventType[] = [];
  told.forEach((each, nth) => {
    const notification = notificationOf(each, nth);
    const body = new TextEncoder().encode(JSON.stringify(notification));
    newest = [];
    for (const fact of intercomWebhooks.interpret({ vendorTopic: each.topic, body }, connection)) {
      const input = { id: fact.identity, at: (T0 + nth) * 1_000, ...fact } as ConversationInput;
      const events = conversationDecider.decide(input, state, defaultConversationSettings);
      events.forEach((event, index) => {
        state = conversationDecider.evolve(state, {
          ...event,
          id: `${fact.identity}.${index}`,
          at: input.at,
        });
      });
      newest = [...newest, ...events.map(({ type }) => type)];
    }
  });
  return newest.filter((type) => !type.startsWith('Timer'));
};

describe('each of the five topics is treated in its own way (S038)', () => {
  it.each<[string, readonly Told[], readonly EventType[]]>([
    [
      'conversation.user.created is judged',
      [QUESTION],
      ['CustomerMessageReceived', 'MessageJudged'],
    ],
    [
      'conversation.user.replied is judged too',
      [
        QUESTION,
        {
          topic: 'conversation.user.replied',
          owner: AI,
          part: { part_type: 'comment', body: '<p>Hello?</p>', author: CUSTOMER },
        },
      ],
      ['CustomerMessageReceived', 'MessageJudged'],
    ],
    [
      'conversation.admin.replied is stored, never judged, and silences the AI (S076)',
      [QUESTION, REPLY],
      ['TeammateMessageReceived', 'PersonTookOver', 'MessagesSettled'],
    ],
    [
      'conversation.admin.assigned to the AI picks up what was left alone',
      [{ ...QUESTION, owner: '7' }, assigned(AI)],
      ['AssigneeChanged', 'MessagesReopened', 'MessageJudged', 'ReasoningRequested'],
    ],
    [
      'conversation.admin.assigned to a person silences the AI',
      [QUESTION, assigned('7')],
      ['AssigneeChanged', 'PersonTookOver', 'MessagesSettled'],
    ],
    [
      'conversation.admin.closed resolves it, and nothing more is sent',
      [
        QUESTION,
        {
          topic: 'conversation.admin.closed',
          owner: AI,
          part: { part_type: 'close', body: null, author: PERSON },
        },
      ],
      ['ConversationClosed', 'MessagesSettled'],
    ],
  ])('%s', (_what, told, expected) => {
    expect(outcomeOf(...told)).toEqual(expected);
  });
});
