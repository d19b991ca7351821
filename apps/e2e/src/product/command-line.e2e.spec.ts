import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openParts } from '@deskstream/composition';
import { deadLetterOf, TOPICS } from '@deskstream/contracts';
import { noLogger, systemClock } from '@deskstream/kernel';
import { loadOrCreateKeyFile } from '@deskstream/platform-settings';
import { dataFolder, removed } from '../wrong/places';
import type { Ended } from './commands';
import { deskstream, follow, valuesOf } from './commands';
import type { RunningProduct } from './running-product';
import { startProduct } from './running-product';
import { settled } from './settled';

const QUESTION = 'How do I export all documents?';

describe('the command line, beside a running product', () => {
  let product: RunningProduct;
  let folder: string;
  let session: string;

  const run = (...words: readonly string[]): Promise<Ended> => deskstream(product.env, ...words);

  beforeAll(async () => {
    [product, folder] = await Promise.all([startProduct(), dataFolder()]);
    session = await answered(product);
    await parkOne(product);
  });

  afterAll(async () => {
    await product?.stop();
    await removed(folder);
  });

  it('status: topics, groups and open work, for people and as one JSON value', async () => {
    const told = await run('status');
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out).toContain('Log: postgres');
    expect(told.out).toMatch(/deskstream\.conversation-events\.v1 +8 +[1-9]/);
    expect(told.out).toMatch(/vendor-dispatcher\.calls +\d/);
    const [value, ...others] = valuesOf(await run('--json', 'status'));
    expect(others).toEqual([]);
    expect(value).toMatchObject({
      log: 'postgres',
      topics: expect.arrayContaining([
        { topic: TOPICS.deadLetters, partitions: 8, offsets: expect.any(Number) },
      ]),
      groups: expect.arrayContaining([
        { group: 'dedup.canonicalise', topic: TOPICS.webhooks, lag: 0 },
      ]),
    });
  });

  it('sessions: a line each; by text; as many as asked for', async () => {
    expect((await run('sessions')).out).toContain(session);
    const found = await run('--json', 'sessions', '--q', 'export', '--limit', '1');
    expect(valuesOf(found)).toMatchObject([{ key: session }]);
    expect(await run('sessions', '--q', 'zzzz')).toMatchObject({ code: 0, out: 'No sessions.\n' });
  });

  it('show: every event told, with the words; JSON has the same events', async () => {
    const told = await run('show', session);
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out).toContain(QUESTION);
    const values = valuesOf(await run('--json', 'show', session));
    expect(values[0]).toMatchObject({ seq: 1, event: { type: 'CustomerMessageReceived' } });
    expect(values.map(({ seq }) => seq)).toEqual(values.map((_, index) => index + 1));
  });

  it('show: takes the conversation id alone for the demo', async () => {
    const id = session.split('/').at(-1) ?? '';
    expect((await run('show', id)).out).toBe((await run('show', session)).out);
  });

  it('replay: stops after the event asked for, with the hash of the state there', async () => {
    const told = await run('replay', session, '--as-of', '2');
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out).toMatch(/State after 2 events, sha256 (f\d+:)?[0-9a-f]{64}/);
    const [first, second, state, ...others] = valuesOf(
      await run('--json', 'replay', session, '--as-of', '2'),
    );
    expect([first?.['seq'], second?.['seq'], state?.['seq']]).toEqual([1, 2, 2]);
    expect(told.out).toContain(String(state?.['stateHash']));
    expect(others).toEqual([]);
    const whole = valuesOf(await run('--json', 'replay', session));
    expect(whole.length).toBeGreaterThan(4);
  });

  it('verify: proves the whole log', async () => {
    const told = await run('verify');
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out).toContain('✓ seq gapless');
    const [value] = valuesOf(await run('--json', 'verify'));
    expect(value).toMatchObject({ conversations: 1, breaks: [] });
  });

  it('tail: the events of a session, from the first one, until it is interrupted', async () => {
    const words = ['--json', 'tail', '--from-start', '--session', session];
    const told = await follow(product.env, words, (out) => out.includes('MessagesSettled'));
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(valuesOf(told)[0]).toMatchObject({ key: session, seq: 1 });
  });

  it('tail: goes on with what happens meanwhile', async () => {
    let next: Promise<string> | undefined;
    const told = await follow(product.env, ['tail', '--from-start'], (out) => {
      if (out.includes(session)) next ??= answered(product);
      return out.split('MessagesSettled').length > 2;
    });
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out).toContain(await next);
  });

  it('rebuild: makes every copy again beside the running product, and it is the same', async () => {
    const before = await run('show', session);
    const told = await run('rebuild');
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out).toContain('are rebuilt from the log');
    expect((await run('show', session)).out).toBe(before.out);
    expect(await run('verify')).toMatchObject({ code: 0 });
    expect((await run('sessions')).out).toContain(session);
  });

  it('redrive: only says what it would do until --yes', async () => {
    const before = await run('--json', 'status');
    const told = await run('redrive');
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out).toContain('parked for the test');
    expect(told.out).toContain('1 would be redriven. Say --yes to do it.');
    const [value] = valuesOf(await run('--json', 'redrive', '--because', 'for the test'));
    expect(value).toMatchObject({ redriven: false, ids: [expect.any(String)] });
    expect(offsetsIn(await run('--json', 'status'))).toEqual(offsetsIn(before));
    expect(await run('redrive', '--id', 'none')).toMatchObject({
      code: 3,
      err: expect.stringContaining('No dead letter matches'),
    });
  });

  it('workspaces: makes them what a file says; the same file again changes nothing', async () => {
    const file = join(folder, 'acme.yaml');
    await writeFile(file, '- workspace: acme\n  connections: []\n');
    const first = valuesOf(await run('--json', 'workspaces', file));
    expect(first).toMatchObject([{ workspace: 'acme', version: 1 }]);
    const again = await run('workspaces', file);
    expect(again).toMatchObject({ code: 0, out: expect.stringMatching(/acme +1/) });
  });

  it('workspaces: a file that is not there, or wrong, is named with what was expected', async () => {
    const file = join(folder, 'wrong.yaml');
    await writeFile(file, '- workspace: acme\n  rules: { confidenceFloor: high }\n');
    const wrong = await run('workspaces', file);
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain('wrong.yaml: workspace 1:');
    expect(await run('workspaces', `${folder}/none.yaml`)).toMatchObject({
      code: 1,
      err: expect.stringContaining('none.yaml'),
    });
  });

  it.each(['show', 'replay'])(
    '%s: an unknown session is told apart from a wrong name',
    async (command) => {
      expect(await run(command, 'demo/intercom/404')).toEqual({
        code: 3,
        out: '',
        err: 'No events of session demo/intercom/404.\n',
      });
      const wrong = await run(command, 'demo/404');
      expect(wrong.code).toBe(2);
      expect(wrong.err).toContain('expected workspace/vendor/conversation');
    },
  );

  it.each([
    [['replay', 'x', '--as-of', 'yesterday'], 'expected a whole number from 1'],
    [['sessions', '--limit', '0'], 'expected a whole number from 1'],
    [['sessions', '--size', '3'], "unknown option '--size'"],
    [['shw', 'x'], "unknown command 'shw'"],
    [['show'], "missing required argument 'session'"],
  ])('%j is refused as wrong words, which are named', async (words, because) => {
    const { code, out, err } = await run(...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(because);
  });
});

const REDRIVEN: readonly string[] = [
  TOPICS.webhooks,
  TOPICS.inputs,
  TOPICS.events,
  TOPICS.deadLetters,
];

/** Of the topics that a redrive writes to; others grow by themselves. */
const offsetsIn = (status: Ended): unknown =>
  (valuesOf(status)[0] as unknown as Told).topics.filter(({ topic }) => REDRIVEN.includes(topic));

interface Told {
  readonly topics: readonly { readonly topic: string; readonly offsets: number }[];
}

/** One question, asked at the desk and settled; its session. */
const answered = (product: RunningProduct): Promise<string> => settled(product, QUESTION);

/** A dead letter of a delivery. */
const parkOne = async ({ env }: RunningProduct): Promise<void> => {
  const data = env['DESKSTREAM_DATA'] ?? '';
  const parts = await openParts(
    {
      KAFKA_BROKERS: undefined,
      DATABASE_URL: await readFile(join(data, 'postgres.url'), 'utf8'),
      DESKSTREAM_NAMESPACE: '',
      DESKSTREAM_PARTITIONS: 8,
      DESKSTREAM_SECRET_KEY: Buffer.from(loadOrCreateKeyFile(join(data, 'secret.key'))).toString(
        'base64',
      ),
    },
    { service: 'test', clock: systemClock, logger: noLogger },
  );
  const delivery = {
    topic: TOPICS.webhooks,
    key: 'demo/intercom/9',
    value: Buffer.from('?'),
    headers: {},
    partition: 0,
    offset: 0,
    timestamp: 0,
  };
  const reason = { step: 'dedup.canonicalise', because: 'parked for the test', attempts: 1 };
  await parts.log.publish([deadLetterOf(delivery, reason)]);
  await parts.close();
};
