import type { Logger } from '@deskstream/kernel';
import { noLogger, systemClock } from '@deskstream/kernel';
import type { RunnerParts, Trial, TrialWork } from '@deskstream/platform-trials';
import { createTrial, findTrial, runTrials, turnTrial } from '@deskstream/platform-trials';
import type { TestDatabase } from '@deskstream/testing-harness';
import { testDatabase } from '@deskstream/testing-harness';
import type { DataSource } from 'typeorm';
import { openDataSource } from '../database/data-source';

const ITEMS = ['a', 'b', 'c'];

describe('long work over many items', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let parts: RunnerParts;

  beforeAll(async () => {
    database = await testDatabase();
    dataSource = await openDataSource(database.url, database.schema);
    const read = { source: dataSource, clock: systemClock, logger: noLogger };
    parts = read as unknown as RunnerParts;
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  /** Yields what is left, and waits before one of them until it is stopped. */
  const work = (performed: string[], waitsAt?: string): TrialWork => ({
    perform: async function* (_parts, _asked, left, signal) {
      for (const item of left) {
        if (item === waitsAt) await untilAborted(signal);
        if (signal.aborted) return;
        performed.push(item);
        yield { item, result: { item } };
      }
    },
    conclude: (_asked, results) => ({ results }),
  });

  /** Holds on to an item until it is let go, whatever the signal says: a process that hangs. */
  const hanging = (performed: string[]) => {
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const deaf: TrialWork = {
      ...work(performed),
      perform: async function* (_parts, _asked, [first = '']) {
        performed.push(first);
        await held;
        yield { item: first, result: { item: 'late' } };
      },
    };
    return { deaf, letGo: () => letGo() };
  };

  const failing: TrialWork = {
    perform: () => {
      throw new Error('the model is away');
    },
    conclude: () => ({}),
  };

  const start = (each: TrialWork, leaseMs = 30_000) =>
    runTrials(parts, { leaseMs, lookMs: 5, works: { 'what-if': each, evaluation: each } });

  const create = () =>
    createTrial(
      dataSource,
      { kind: 'what-if', title: 't', createdBy: 'a', set: null, asked: {}, items: ITEMS },
      systemClock.now(),
    );

  const reached = async (id: string, is: (trial: Trial & { outcome: unknown }) => boolean) => {
    for (;;) {
      const found = await findTrial(dataSource, 'what-if', id);
      if (found !== null && is(found)) return found;
      await systemClock.sleep(10);
    }
  };

  const runsOut = (id: string) =>
    dataSource.query('update trial set lease_until = 0 where id = $1', [id]);

  it('goes on in another process behind the items that are done', async () => {
    const performed: string[] = [];
    const first = start(work(performed, 'b'));
    const { id } = await create();
    await reached(id, ({ done }) => done === 1);
    await first.stop();
    expect(await findTrial(dataSource, 'what-if', id)).toMatchObject({ state: 'running' });
    const second = start(work(performed));
    const { outcome } = await reached(id, ({ state }) => state === 'done');
    await second.stop();
    expect(performed).toEqual(ITEMS);
    expect(outcome).toEqual({ results: ITEMS.map((item) => ({ item })) });
  });

  it('is at work in one process only, however many look for work', async () => {
    const performed: string[] = [];
    const runners = [1, 2, 3].map(() => start(work(performed)));
    const trials = await Promise.all([create(), create(), create(), create()]);
    for (const { id } of trials) await reached(id, ({ state }) => state === 'done');
    await Promise.all(runners.map((each) => each.stop()));
    expect(performed.sort()).toEqual([...ITEMS, ...ITEMS, ...ITEMS, ...ITEMS].sort());
  });

  it('takes nothing more from a process that hung and was taken for dead', async () => {
    const performed: string[] = [];
    const { deaf, letGo } = hanging(performed);
    const hung = start(deaf);
    const { id } = await create();
    while (performed.length === 0) await systemClock.sleep(5);
    await runsOut(id);
    const second = start(work(performed, 'c'));
    await reached(id, ({ done }) => done === 2);
    letGo();
    await hung.stop();
    expect(await findTrial(dataSource, 'what-if', id)).toMatchObject({ state: 'running', done: 2 });
    await second.stop();
    const third = start(work(performed));
    const { outcome } = await reached(id, ({ state }) => state === 'done');
    await third.stop();
    expect(outcome).toEqual({ results: ITEMS.map((item) => ({ item })) });
  });

  it('is stopped by anybody, keeps what is done, and goes on when asked', async () => {
    const performed: string[] = [];
    const running = start(work(performed, 'c'));
    const { id } = await create();
    await reached(id, ({ done }) => done === 2);
    await turnTrial(dataSource, id, 'stopped');
    await running.stop();
    expect(await findTrial(dataSource, 'what-if', id)).toMatchObject({ state: 'stopped', done: 2 });
    await turnTrial(dataSource, id, 'waiting');
    const again = start(work(performed));
    await reached(id, ({ state, done }) => state === 'done' && done === 3);
    await again.stop();
    expect(performed).toEqual(ITEMS);
  });

  it('keeps what is done when it is stopped at the very end', async () => {
    const performed: string[] = [];
    const { id } = await create();
    const stopping: TrialWork = {
      perform: async function* (_parts, _asked, left) {
        for (const item of left) yield { item, result: { item } };
        await turnTrial(dataSource, id, 'stopped');
      },
      conclude: () => ({}),
    };
    const running = start(stopping);
    await reached(id, ({ state }) => state === 'stopped');
    await running.stop();
    await turnTrial(dataSource, id, 'waiting');
    const again = start(work(performed));
    const { outcome } = await reached(id, ({ state }) => state === 'done');
    await again.stop();
    expect([performed, outcome]).toEqual([[], { results: ITEMS.map((item) => ({ item })) }]);
  });

  it('is given up when its runner dies again and again in the middle of the same item', async () => {
    const { id } = await create();
    await dataSource.query('update trial set claims = 5 where id = $1', [id]);
    const running = start(work([]));
    const { because } = await reached(id, ({ state }) => state === 'failed');
    await running.stop();
    expect(because).toContain('ended 5 times');
  });

  it('waits for audit to make its tables, and says so once', async () => {
    const told: unknown[] = [];
    const logger: Logger = { ...noLogger, info: (fields) => void told.push(fields) };
    const { source } = parts;
    const early = { ...source, query: () => source.query('select 1 from none_such') };
    const running = runTrials({ ...parts, logger, source: early as RunnerParts['source'] });
    while (told.length === 0) await systemClock.sleep(5);
    await running.stop();
    expect(told).toEqual([{ because: 'audit of this version has not made its tables' }]);
  });

  it('says why it failed', async () => {
    const running = start(failing);
    const { id } = await create();
    const { because } = await reached(id, ({ state }) => state === 'failed');
    await running.stop();
    expect(because).toBe('the model is away');
  });
});

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
