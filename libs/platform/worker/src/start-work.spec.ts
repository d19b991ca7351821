import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { createMemoryWorkLedger, createMemoryWorkState } from '@deskstream/adapter-stores-memory';
import { encodeData, encodeEvent, GENESIS, TOPICS, topicCatalogue } from '@deskstream/contracts';
import type { PartitionKey } from '@deskstream/kernel';
import { noLogger, noTelemetry, partitionKey } from '@deskstream/kernel';
import type { ClaimedWork } from '@deskstream/port-work-ledger';
import { Scheduler } from '@deskstream/testing-simulation';
import type { Performed, Tools } from './index';
import { startWork } from './index';

const T0 = 1_790_000_000_000;
const MINUTE = 60_000;

const keyOf = (conversation: string) =>
  partitionKey({ workspace: 'acme', vendor: 'intercom', conversation });

const noteRequested = (id: string, key: PartitionKey, seq = 1) =>
  encodeEvent(
    {
      id,
      type: 'NoteRequested',
      source: '/test',
      subject: key,
      time: T0,
      schemaVersion: 1,
      correlationId: 'd1',
      causationId: 'in0',
      seq,
      prevHash: GENESIS,
      cause: '0:0',
      settingsVersion: 1,
    },
    encodeData({ text: 'n' }),
  );

const finished: Performed = { kind: 'finished', report: [], result: {} };

const world = async () => {
  const scheduler = new Scheduler({ seed: 1, startAt: T0 });
  const process = scheduler.process('worker', { immune: true });
  const { clock } = process;
  let at = (_point: string): Promise<void> => Promise.resolve();
  const log = createMemoryEventLog({ clock, broker: createMemoryBroker() });
  const ledger = createMemoryWorkLedger({
    state: createMemoryWorkState(),
    at: (point) => at(point),
  });
  await log.provision(topicCatalogue(1));
  const boot = (
    perform: (claim: ClaimedWork, tools: Tools) => Promise<Performed>,
    concurrency = 16,
  ) =>
    startWork({
      group: 'test.work',
      log,
      ledger,
      clock,
      telemetry: noTelemetry,
      logger: noLogger,
      concurrency,
      select: ({ envelope, event }) => ({
        add: [
          {
            id: event.id,
            key: envelope.subject,
            workspace: 'acme',
            seq: envelope.seq,
            dueAt: event.at,
            payload: {},
          },
        ],
      }),
      perform,
    });
  const untilMinute = (minute: number) => scheduler.run(() => false, T0 + minute * MINUTE);
  const onPoint = (hook: (point: string) => Promise<void>) => (at = hook);
  return { clock, log, ledger, boot, untilMinute, onPoint };
};

describe('work of the log', () => {
  it('is performed in order within a conversation, bounded across them', async () => {
    const { clock, log, boot, untilMinute } = await world();
    const begun: string[] = [];
    let running = 0;
    let most = 0;
    await log.publish(
      ['a', 'b', 'c'].flatMap((c) => [1, 2].map((n) => noteRequested(`${c}${n}`, keyOf(c), n))),
    );
    void boot(async (claim) => {
      begun.push(claim.id);
      running += 1;
      most = Math.max(most, running);
      await clock.sleep(1_000);
      running -= 1;
      return finished;
    }, 2);
    await untilMinute(1);
    expect([...begun].sort()).toEqual(['a1', 'a2', 'b1', 'b2', 'c1', 'c2']);
    for (const c of ['a', 'b', 'c'])
      expect(begun.indexOf(`${c}1`)).toBeLessThan(begun.indexOf(`${c}2`));
    expect(most).toBe(2);
  });

  it('is due again after a throw', async () => {
    const { log, boot, untilMinute } = await world();
    let tries = 0;
    await log.publish([noteRequested('a1', keyOf('a'))]);
    void boot(() => {
      tries += 1;
      return tries < 3 ? Promise.reject(new Error('out of order')) : Promise.resolve(finished);
    });
    await untilMinute(1);
    expect(tries).toBe(3);
  });

  it('that cannot be read is parked, and blocks nothing behind it', async () => {
    const { log, boot, untilMinute } = await world();
    const begun: string[] = [];
    const poison = { ...noteRequested('a1', keyOf('a')), value: new TextEncoder().encode('{') };
    await log.publish([poison, noteRequested('a2', keyOf('a'), 2)]);
    void boot((claim) => {
      begun.push(claim.id);
      return Promise.resolve(finished);
    });
    await untilMinute(1);
    expect(begun).toEqual(['a2']);
    const parked = (await log.ends(TOPICS.deadLetters)).reduce(
      (sum, { start, end }) => sum + end - start,
      0,
    );
    expect(parked).toBe(1);
  });

  it('that is claimed while the service stops is not begun, and free for others at once', async () => {
    const { clock, log, ledger, boot, untilMinute, onPoint } = await world();
    const begun: string[] = [];
    await log.publish([noteRequested('a1', keyOf('a'))]);
    const service = await boot((claim) => {
      begun.push(claim.id);
      return Promise.resolve(finished);
    });
    let stopped: Promise<void> | undefined;
    onPoint((point) => {
      if (point === 'ledger.claim.done') stopped ??= service.stop();
      return Promise.resolve();
    });
    await untilMinute(1);
    await stopped;
    expect(begun).toEqual([]);
    onPoint(() => Promise.resolve());
    const claims = await ledger.claim({
      group: 'test.work',
      now: clock.now(),
      limit: 1,
      leaseMs: 1_000,
    });
    expect(claims.map(({ id }) => id)).toEqual(['a1']);
  });
});
