import { createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { createMemoryStreamIndex } from '@deskstream/adapter-stores-memory';
import { startDecide } from '@deskstream/app-orchestrator';
import { encodeInput, inputIdOf, TOPICS, topicCatalogue } from '@deskstream/contracts';
import { defaultConversationSettings } from '@deskstream/conversation-domain';
import { noLogger, noTelemetry, partitionKey, systemClock } from '@deskstream/kernel';
import { readAll } from '@deskstream/port-event-log';
import type { Draft, EventLog, LogRecord } from '@deskstream/port-event-log';
import type { TestDatabase } from '@deskstream/testing-harness';
import { testDatabase, until } from '@deskstream/testing-harness';
import type { DataSource } from 'typeorm';
import { openDataSource } from '../database/data-source';
import { applyBatch, checkpointOf, follow } from './follow';
import { PROJECTIONS, projectionDigest, rebuildProjections } from './rebuild';
import { sessions } from './sessions.projection';

const at = 1_790_000_000_000;
const rules = { ...defaultConversationSettings, handleUnassigned: true };
const settings = {
  current: (workspace: string) => ({ workspace, version: 1, rules, connections: [] }),
  connection: () => null,
  all: () => [],
};

const customerWrote = (conversation: string, messageId: string): Draft => {
  const subject = partitionKey({ workspace: 'acme', vendor: 'intercom', conversation });
  const id = inputIdOf(subject, 'CustomerWrote', messageId);
  const cause = { correlationId: `delivery-${messageId}`, causationId: `webhook-${messageId}` };
  return encodeInput(
    { id, source: '/dedup', subject, time: at, ...cause },
    {
      type: 'CustomerWrote',
      data: {
        messageId,
        text: 'hello',
        author: { id: 'u1' },
        channel: 'web',
        startedBy: 'customer',
        attachments: [],
        vendorAt: at,
      },
    },
  );
};

const eventsOf = (log: EventLog): Promise<LogRecord[]> => readAll(log, TOPICS.events);

/** One partition with the events that the orchestrator decides on three messages. */
const decided = async (): Promise<EventLog> => {
  const log = createMemoryEventLog({ clock: systemClock });
  await log.provision(topicCatalogue(1));
  const decide = await startDecide({
    log,
    index: createMemoryStreamIndex(),
    clock: systemClock,
    settings,
    telemetry: noTelemetry,
    logger: noLogger,
  });
  await log.publish([
    customerWrote('c1', 'm1'),
    customerWrote('c1', 'm2'),
    customerWrote('c2', 'm3'),
  ]);
  const [inputs] = await log.ends(TOPICS.inputs);
  await until(async () => {
    const [lane] = await log.committed('conversation-orchestrator.decide', TOPICS.inputs);
    return (lane?.next ?? 0) >= (inputs?.end ?? 0);
  });
  await decide.stop();
  return log;
};

describe('the projections on PostgreSQL', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let log: EventLog;

  beforeAll(async () => {
    database = await testDatabase();
    log = await decided();
  });
  beforeEach(async () => {
    dataSource = await openDataSource(database.url, database.schema);
    const none = createMemoryEventLog({ clock: systemClock });
    await none.provision(topicCatalogue(1));
    await rebuildProjections({ log: none, dataSource });
    await none.close();
  });
  afterEach(() => dataSource.destroy());
  afterAll(async () => {
    await log.close();
    await database.drop();
  });

  it('are the same followed, rebuilt and rebuilt again (P7)', async () => {
    const deps = { log, dataSource, logger: noLogger };
    const following = await Promise.all(PROJECTIONS.map((one) => follow(deps, one)));
    await until(async () => {
      for (const projection of PROJECTIONS) {
        const [ends] = await log.ends(projection.topic);
        if ((await checkpointOf(deps, projection, 0)) < (ends?.end ?? 0)) return false;
      }
      return true;
    });
    await Promise.all(following.map((one) => one.stop()));
    const followed = await projectionDigest(dataSource);
    await rebuildProjections({ log, dataSource });
    const once = await projectionDigest(dataSource);
    await rebuildProjections({ log, dataSource });
    expect([once, await projectionDigest(dataSource)]).toEqual([followed, followed]);
  });

  it('let one of two followers win, and nothing doubles', async () => {
    const batch = await eventsOf(log);
    const step = { partition: 0, from: 0, batch };
    const both = await Promise.allSettled([
      applyBatch({ dataSource }, sessions, step),
      applyBatch({ dataSource }, sessions, step),
    ]);
    const lost = both.filter(({ status }) => status === 'rejected');
    expect(lost).toMatchObject([{ reason: { code: 'AUDIT.STALE_LANE' } }]);
    const rows = await dataSource.query('select conversation, seq from session order by key');
    expect(rows).toEqual([
      { conversation: 'c1', seq: 8 },
      { conversation: 'c2', seq: 4 },
    ]);
  });

  it('go on after a crash between two batches from where rows and checkpoint stand', async () => {
    const batch = await eventsOf(log);
    const next = await applyBatch({ dataSource }, sessions, {
      partition: 0,
      from: 0,
      batch: batch.slice(0, 4),
    });
    await dataSource.destroy();
    dataSource = await openDataSource(database.url, database.schema);
    const from = await checkpointOf({ dataSource }, sessions, 0);
    expect(from).toBe(next);
    await applyBatch({ dataSource }, sessions, { partition: 0, from, batch: batch.slice(4) });
    const interrupted = await projectionDigest(dataSource);
    await dataSource.query('truncate session');
    await dataSource.query('delete from checkpoint');
    await applyBatch({ dataSource }, sessions, { partition: 0, from: 0, batch });
    expect(await projectionDigest(dataSource)).toBe(interrupted);
  });
});
