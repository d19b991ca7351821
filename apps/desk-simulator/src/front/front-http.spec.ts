import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startDeskSimulator } from '../start-desk-simulator';
import { AI, ROBIN, testCompany } from './front-fixture';
import { serveFront } from './front-http-fixture';
import type { ServedFront } from './front-http-fixture';

let served: ServedFront;

beforeEach(async () => {
  served = await serveFront();
});

afterEach(() => served.close());

const reply = { author_id: AI, body: '<p>Done.</p>', options: { archive: false } };

describe('playing the people of Front', () => {
  it('shows what each action did', async () => {
    const id = await served.start({ channel: 'sms', customer: 'Ada' });
    await served.act(id, 'comment', 'Check the queue');
    await served.act(id, 'tag', 'urgent');
    await served.act(id, 'move', 'Billing');
    await served.act(id, 'reply', 'On it');
    await served.act(id, 'snooze');
    const view = await served.control(`/demo/conversations/${id}/customer`, {
      texts: ['Still', 'waiting'],
    });
    expect(view).toMatchObject({
      channel: 'sms',
      customer: 'Ada',
      tags: ['urgent'],
      inbox: 'Billing',
    });
    expect(view.entries.map(({ kind, text }) => [kind, text])).toEqual([
      ['inbound', 'Where is my export?'],
      ['comment', 'Check the queue'],
      ['tag', 'urgent'],
      ['move', 'Billing'],
      ['out_reply', 'On it'],
      ['assign', 'Robin Vega'],
      ['reminder', null],
      ['inbound', 'Still'],
      ['inbound', 'waiting'],
    ]);
    expect(view.status).toBe('assigned');
  });

  it.each([
    ['an unknown action', 'dance', undefined],
    ['a reply without text', 'reply', undefined],
    ['an unknown inbox', 'move', 'Attic'],
    ['an unknown teammate', 'assign', 'tea_0'],
    ['a merge into itself', 'merge', 'cnv_0'],
  ])('refuses %s', async (_what, action, text) => {
    expect(await served.act(await served.start(), action, text)).toMatchObject({ statusCode: 400 });
  });

  it('checks the address on save, changes the token, sets rules and edits articles', async () => {
    expect(await served.control('/demo/webhook/save', {})).toEqual({
      status: 200,
      challenge: 'met',
    });
    expect(served.challenges()).toBe(1);
    await served.control('/demo/token', { state: 'revoked' });
    expect((await served.request('GET', '/me')).status).toBe(401);
    await served.control('/demo/token', { state: 'live' });
    await served.control('/demo/rules', [{ on: 'unassign', do: { kind: 'assign', to: ROBIN } }]);
    expect(await served.control('/demo/rules', [{ on: 'never' }])).toMatchObject({
      statusCode: 400,
    });
    await served.control('/demo/articles/kba_new', { name: 'New', content: '<p>New</p>' }, 'PUT');
    const content = await served.request('GET', '/knowledge_base_articles/kba_new/content');
    expect(await content.json()).toMatchObject({ name: 'New' });
  });

  it('serves its page and a 401 to strangers', async () => {
    const page = await fetch(`${served.url}/front/`);
    expect(page.headers.get('content-type')).toMatch('text/html');
    expect(await page.text()).toMatch('New conversation');
    expect((await fetch(`${served.url}/front/me`)).status).toBe(401);
  });
});

describe('a restart', () => {
  it('keeps conversations, and ids go on', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'front-'));
    const open = () =>
      startDeskSimulator({
        port: 0,
        workspaces: [],
        front: [testCompany],
        dataFile: join(folder, 'desk.json'),
        post: () => Promise.resolve(200),
      });
    const first = await open();
    const kept = first.front.get('demo')?.company.customerStarts('Remember me');
    await first.stop();
    const second = await open();
    const company = second.front.get('demo')?.company;
    expect(company?.store.find(kept?.id ?? '')).toEqual(kept);
    expect(company?.customerStarts('And me').id).not.toBe(kept?.id);
    await second.stop();
    await rm(folder, { recursive: true });
  });
});

describe('faults of the API', () => {
  it.each([
    ['throttle', 429, []],
    ['error-before', 500, []],
    ['error-after', 500, ['reply']],
    ['reset-after', null, ['reply']],
    ['slow', 202, ['reply']],
    ['unseen', 202, ['reply-unseen']],
  ] as const)('%s: the answer is %s', async (fault, status, executed) => {
    const id = await served.start();
    await served.control('/faults', [
      { fault, on: 'reply', times: 1, delayMs: 1, retryAfterSeconds: 3 },
    ]);
    const answer = await served
      .request('POST', `/conversations/${id}/messages`, reply)
      .catch(() => null);
    expect(answer?.status ?? null).toBe(status);
    if (fault === 'throttle') expect(answer?.headers.get('retry-after')).toBe('3');
    expect((await served.effects()).map(({ kind }) => kind)).toEqual(executed);
    await served.front.idle();
  });

  it('timeout-after: the effect happened, and no answer ever comes', async () => {
    const id = await served.start();
    await served.control('/faults', [{ fault: 'timeout-after', on: 'reply', times: 1 }]);
    const waiting = new AbortController();
    const answer = served
      .request('POST', `/conversations/${id}/messages`, reply, waiting.signal)
      .then(
        ({ status }) => status,
        () => 'silence',
      );
    while ((await served.effects()).length === 0) await new Promise((next) => setImmediate(next));
    waiting.abort();
    expect(await answer).toBe('silence');
    await served.front.idle();
  });

  it('refuses a fault it does not know', async () => {
    expect(await served.control('/faults', [{ fault: 'gremlin' }])).toMatchObject({
      statusCode: 400,
    });
  });
});
