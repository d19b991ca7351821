import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { VendorCommand, VendorConnection } from '@deskstream/port-vendor';
import { describeWithReference, openApiChecker } from '@deskstream/testing-harness';
import { createFrontFeed } from '../front-feed';
import type { FrontServer } from '../testing/front-server';
import { startFrontServer } from '../testing/front-server';
import { createFrontVerification } from '../verification/front-verification';
import type { FrontApi } from './front-api';
import { createFrontApi } from './front-api';

const go = new AbortController().signal;

const at = { conversation: 'cnv_1exa100' };
const PATH = '/conversations/cnv_1exa100';

/** Where the recorded answers belong. */
const answers: readonly (readonly [string, string, number, string])[] = [
  ['GET', '/me', 200, 'get-me'],
  ['GET', PATH, 200, 'get-conversation'],
  ['GET', `${PATH}/messages`, 200, 'get-conversation-messages'],
  ['GET', `${PATH}/comments`, 200, 'get-conversation-comments'],
  ['GET', `${PATH}/events`, 200, 'get-events'],
  ['GET', '/contacts/crd_4exa1', 200, 'get-contact'],
  ['GET', '/teammates', 200, 'get-teammates'],
  ['GET', '/inboxes', 200, 'get-inboxes'],
  ['POST', `${PATH}/messages`, 202, 'post-reply.response-202'],
  ['POST', `${PATH}/comments`, 201, 'post-comment.response-201'],
];

const commands: readonly VendorCommand[] = [
  { kind: 'reply', ...at, text: 'I have restarted the export for you.' },
  { kind: 'note', ...at, text: 'Handing over: the customer asked for a refund.' },
  { kind: 'unassign', ...at },
  { kind: 'assign', ...at, to: { kind: 'teammate', id: 'tea_4exa1' } },
  { kind: 'assign', ...at, to: { kind: 'team', id: 'inb_4exa0' } },
  { kind: 'assign', ...at, to: { kind: 'team', id: 'tim_4exa1' } },
  { kind: 'tag', ...at, tag: 'export-bug' },
  { kind: 'tag', ...at, tag: 'new' },
  { kind: 'close', ...at },
  { kind: 'read', ...at, since: 0 },
  { kind: 'read-profile', ...at, contactId: 'crd_4exa1', companies: 'all' },
];

describeWithReference("against the vendor's OpenAPI file", (vendors) => {
  const example = (name: string): Record<string, unknown> =>
    JSON.parse(readFileSync(`${vendors}/examples/front/api/${name}.json`, 'utf8')) as Record<
      string,
      unknown
    >;

  const checker = openApiChecker(`${vendors}/specs/front.json`);
  let front: FrontServer;
  let api: FrontApi;
  let connection: VendorConnection;

  beforeEach(async () => {
    front = await startFrontServer();
    api = createFrontApi();
    connection = {
      workspace: 'acme',
      vendor: 'front',
      apiBaseUrl: front.url,
      accessToken: 'token',
      aiTeammateId: 'tea_4exa9',
      signingSecrets: ['s'],
      externalWorkspaceId: 'cmp_4exa1',
    };
    for (const [method, path, status, name] of answers)
      front.json(`${method} ${path}`, status, example(name));
    front.json('GET /tags', 200, { _results: [{ id: 'tag_4exa1', name: 'export-bug' }] });
    front.json('GET /teams/tim_4exa1/inboxes', 200, example('get-inboxes'));
    front.json('GET /accounts', 200, { _results: [] });
  });

  afterEach(async () => {
    await api.close();
    await front.close();
  });

  /** `assignee_id` is declared a string, and described as "null to unassign". */
  const wrongs = () =>
    front.seen
      .flatMap(({ method, path, body }) => checker.request(method, path, body))
      .filter((wrong) => !wrong.startsWith('/assignee_id must be string'));

  it.each(commands)('the requests of %j are as documented', async (command) => {
    await api.perform(command, connection, go);
    await api.readBack(command, connection, { since: 0, exclude: [] }, go);
    await api.ownership(command.conversation, connection, go);
    expect(front.seen.length).toBeGreaterThan(2);
    expect(wrongs()).toEqual([]);
  });

  it('the requests of verification and feed are as documented', async () => {
    const verification = createFrontVerification();
    const feed = createFrontFeed();
    await verification.verify(connection, go);
    await feed.recent(connection, { since: 0, until: 1_000 }, go);
    await Promise.all([verification.close(), feed.close()]);
    expect(front.seen).toHaveLength(6);
    expect(wrongs()).toEqual([]);
  });

  it.each(answers)(
    '%s %s %i: the recorded answer is as documented',
    (method, path, status, name) => {
      if (name === 'get-events') return expect(example(name)).toHaveProperty('_results');
      expect(checker.response(method, path, status, example(name))).toEqual([]);
    },
  );

  it.each([
    ['post-reply.request', commands[0]],
    ['post-comment.request', commands[1]],
    ['put-assignee.unassign.request', commands[2]],
    ['put-assignee.request', commands[3]],
    ['post-tags.request', commands[6]],
    ['patch-conversation.archive.request', commands[8]],
  ])('%s is what is sent', async (name, command) => {
    if (command !== undefined) await api.perform(command, connection, go);
    expect(front.writes().map(({ body }) => body)).toEqual([example(name)]);
  });

  it('the recorded answers are understood', async () => {
    const [reply, note] = commands;
    const performed = async (command: VendorCommand | undefined) =>
      command === undefined ? null : api.perform(command, connection, go);
    expect(await performed(reply)).toMatchObject({
      kind: 'done',
      vendorMessageId: '1exab543f84a0785f7b6b8967ccxa105',
    });
    expect(await performed(note)).toMatchObject({ kind: 'done', vendorMessageId: 'com_1exa1' });
    expect(await performed(commands[9])).toMatchObject({
      facts: expect.arrayContaining([
        expect.objectContaining({ identity: 'message:msg_1exa100' }),
        expect.objectContaining({ identity: 'message:msg_1exa110' }),
        expect.objectContaining({ identity: 'comment:com_1exa1' }),
      ]) as unknown,
    });
    expect(await api.ownership(at.conversation, connection, go)).toMatchObject({
      assignee: { kind: 'teammate', id: 'tea_4exa1' },
      assignedBy: 'tea_4exa1',
    });
  });

  it('the recorded refusals are understood', async () => {
    const [reply] = commands;
    const kinds: unknown[] = [];
    for (const status of [400, 401, 403, 404, 429]) {
      front.json(`POST ${PATH}/messages`, status, example(`error-${status}`));
      const result = reply === undefined ? null : await api.perform(reply, connection, go);
      kinds.push(result?.kind === 'rejected' ? result.code : result?.kind);
    }
    expect(kinds).toEqual([
      'FRONT.BAD_REQUEST',
      'FRONT.UNAUTHENTICATED',
      'FRONT.FORBIDDEN',
      'FRONT.NOT_FOUND',
      'throttled',
    ]);
  });

  it('the checker notices what is wrong', () => {
    expect(checker.request('POST', `${PATH}/messages`, { text: 7 })).not.toEqual([]);
    expect(checker.request('POST', `${PATH}/shout`, {})).toHaveLength(1);
  });
});
