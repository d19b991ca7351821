import { noLogger, systemClock } from '@deskstream/kernel';
import type { TestDatabase } from '@deskstream/testing-harness';
import { testDatabase } from '@deskstream/testing-harness';
import type { DataSource } from 'typeorm';
import type { AuditParts } from '../audit';
import { openDataSource } from '../database/data-source';
import { runTrials } from './run-trials';
import type { Trial, TrialWork } from './trial';
import { createTrial, findTrial, turnTrial } from './trials.store';

const ITEMS = ['a', 'b', 'c'];

describe('long work over many items', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let parts: AuditParts;

  beforeAll(async () => {
    database = await testDatabase();
    dataSource = await openDataSource(database.url, database.schema);
    parts = { dataSource, clock: systemClock, logger: noLogger } as unknown as AuditParts;
  }, 60_000);

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

  const failing: TrialWork = {
    perform: () => {
      throw new Error('the model is away');
    },
    conclude: () => ({}),
  };

  const start = (each: TrialWork) => runTrials(parts, { 'what-if': each, evaluation: each });

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

  it('goes on in another process behind the items that are done', async () => {
    const performed: string[] = [];
    const first = start(work(performed, 'b'));
    const { id } = await create();
    first.wake();
    await reached(id, ({ done }) => done === 1);
    await first.stop();
    expect(await findTrial(dataSource, 'what-if', id)).toMatchObject({ state: 'running' });
    const second = start(work(performed));
    const { outcome } = await reached(id, ({ state }) => state === 'done');
    await second.stop();
    expect(performed).toEqual(ITEMS);
    expect(outcome).toEqual({ results: ITEMS.map((item) => ({ item })) });
  }, 30_000);

  it('is stopped by anybody, keeps what is done, and goes on when asked', async () => {
    const performed: string[] = [];
    const running = start(work(performed, 'c'));
    const { id } = await create();
    running.wake();
    await reached(id, ({ done }) => done === 2);
    await turnTrial(dataSource, id, 'stopped');
    await running.stop();
    expect(await findTrial(dataSource, 'what-if', id)).toMatchObject({ state: 'stopped', done: 2 });
    await turnTrial(dataSource, id, 'waiting');
    const again = start(work(performed));
    await reached(id, ({ state, done }) => state === 'done' && done === 3);
    await again.stop();
    expect(performed).toEqual(ITEMS);
  }, 30_000);

  it('says why it failed', async () => {
    const running = start(failing);
    const { id } = await create();
    running.wake();
    const { because } = await reached(id, ({ state }) => state === 'failed');
    await running.stop();
    expect(because).toBe('the model is away');
  }, 30_000);
});

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
