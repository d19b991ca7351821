import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { describeWithReference, examplesIn, openApiChecker } from '@deskstream/testing-harness';
import { AI, ROBIN } from './front-fixture';
import { serveFront } from './front-http-fixture';
import type { ServedFront } from './front-http-fixture';

let served: ServedFront;

beforeEach(async () => {
  served = await serveFront();
});

afterEach(() => served.close());

const reply = { author_id: AI, body: '<p>Done.</p>', options: { archive: false } };

describeWithReference("against the vendor's reference", (vendors) => {
  const examples = (folder: string) =>
    examplesIn(`${vendors}/${folder}`)
      .filter((name) => name !== 'sync')
      .map((name) => [name, `${vendors}/${folder}/${name}.json`] as const);

  it('every answer is as documented', async () => {
    const checker = openApiChecker(`${vendors}/specs/front.json`);
    const id = await served.start();
    for (const [action, text] of ACTIONS.slice(0, 6)) await served.act(id, action, text);
    const problems: string[] = [];
    for (const [method, path, body] of documentedCalls(id)) {
      const answer = await served.request(method, path, body);
      const found = checker.response(
        method,
        path,
        answer.status,
        answer.status === 204 ? undefined : await answer.json(),
      );
      const asked = body === undefined ? [] : checker.request(method, path, body);
      problems.push(...[...asked, ...found].map((problem) => `${method} ${path}: ${problem}`));
    }
    expect(problems).toEqual([]);
    await served.front.idle();
  });

  it('events have every field of the recorded ones', async () => {
    const id = await served.start();
    for (const [action, text] of ACTIONS) await served.act(id, action, text);
    await served.request('POST', `/conversations/${id}/messages`, reply);
    await served.front.idle();
    const told = served.front.company.store.state.events.length;
    const page = await served.request('GET', '/events?limit=15');
    const { _results: events } = (await page.json()) as { _results: readonly Event[] };
    expect(events).toHaveLength(Math.min(15, told));
    const problems = examples('examples/front').flatMap(([name, file]) => {
      const { payload } = JSON.parse(readFileSync(file, 'utf8')) as { payload: Event };
      const ours = events.find((event) => kindOf(event) === kindOf(payload));
      return ours ? missingIn(payload, ours, name) : [];
    });
    expect(problems).toEqual([]);
  });

  it.each([...examples('examples/front'), ...examples('examples/front/rule')])(
    'takes over and answers the conversation of %s',
    async (_name, file) => {
      const adopted = await served.control('/demo/adopt', JSON.parse(readFileSync(file, 'utf8')));
      expect(adopted.id).toBe('cnv_1exa100');
      const sent = await served.request('POST', `/conversations/${adopted.id}/messages`, reply);
      expect(sent.status).toBe(202);
      await served.front.idle();
      const view = await served.control(`/demo/conversations/${adopted.id}`);
      expect(view.entries.at(-1)).toMatchObject({ kind: 'out_reply', text: 'Done.' });
    },
  );
});

/** One call of each kind, in an order that finds something to answer with. */
const documentedCalls = (id: string): readonly (readonly [string, string, unknown?])[] => {
  const conversation = served.front.company.store.find(id);
  if (!conversation) throw new Error(`There is no conversation ${id}.`);
  const { contactId, messages, comments } = conversation;
  const [messageId, commentId] = [idOf(messages), idOf(comments)];
  const here = `/conversations/${id}`;
  return [
    ['GET', '/me'],
    ['POST', `${here}/messages`, reply],
    ['POST', `${here}/comments`, { author_id: AI, body: 'A note' }],
    ['POST', `${here}/drafts`, { author_id: AI, body: 'A draft', channel_id: 'cha_1' }],
    ['PUT', `${here}/assignee`, { assignee_id: ROBIN }],
    ['PATCH', here, { status: 'archived', custom_fields: { plan: 'pro' } }],
    ['POST', '/tags', { name: 'new' }],
    ['POST', '/contacts', { handles: [{ source: 'email', handle: 'new@example.com' }] }],
    ['POST', `${here}/tags`, { tag_ids: ['tag_4exa1'] }],
    ['DELETE', `${here}/tags`, { tag_ids: ['tag_4exa1'] }],
    ...[
      '/conversations?limit=10',
      here,
      `${here}/messages?limit=10`,
      `${here}/comments`,
      `${here}/drafts`,
      `${here}/inboxes`,
      `/messages/${messageId}`,
      `/comments/${commentId}`,
      '/tags',
      '/tags/tag_4exa1',
      '/teammates',
      `/teammates/${ROBIN}`,
      '/teams',
      '/teams/tim_4exa1',
      '/inboxes',
      '/inboxes/inb_4exa0/conversations',
      '/inboxes/inb_4exa0/channels',
      '/inboxes/inb_4exa0/teammates',
      '/channels',
      '/teams/tim_4exa1/inboxes',
      `/teammates/${ROBIN}/inboxes`,
      `/teammates/${ROBIN}/private_inboxes`,
      `/contacts/${contactId}/conversations`,
      '/inboxes/inb_4exa0',
      '/contacts',
      `/contacts/${contactId}`,
      '/accounts',
      '/accounts/acc_4exa1',
      '/accounts/acc_4exa1/contacts',
      '/knowledge_bases',
      '/knowledge_bases/knb_4exa1',
      '/knowledge_bases/knb_4exa1/content',
      '/knowledge_bases/knb_4exa1/articles?limit=2',
      '/knowledge_bases/knb_4exa1/categories',
      '/knowledge_base_articles/kba_1',
      '/knowledge_base_articles/kba_1/content',
    ].map((path) => ['GET', path] as const),
    ['PATCH', `/contacts/${contactId}`, { name: 'Ada' }],
    ['POST', '/channels/cha_1/incoming_messages', { sender: { handle: 'x' }, body: 'Hi' }],
  ];
};

const idOf = (items: readonly { readonly id: string }[]): string => items[0]?.id ?? 'none';

interface Event {
  readonly type: string;
  readonly source: { readonly _meta: { readonly type: string } };
}

const kindOf = ({ type, source }: Event): string => `${type} by ${source._meta.type}`;

const ACTIONS: readonly (readonly [string, string?])[] = [
  ['comment', 'A comment'],
  ['assign-me'],
  ['unassign'],
  ['tag', 'urgent'],
  ['untag', 'urgent'],
  ['move', 'Billing'],
  ['archive'],
  ['reopen'],
  ['trash'],
  ['snooze'],
];

/** Paths of fields that the recorded one has and ours has not. */
const missingIn = (theirs: unknown, ours: unknown, at: string): readonly string[] => {
  if (!isObject(theirs) || !isObject(ours)) return [];
  return Object.entries(theirs).flatMap(([name, value]) =>
    name in ours || name === 'message_replied_to'
      ? missingIn(value, ours[name], `${at}/${name}`)
      : [`${at}/${name}`],
  );
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
