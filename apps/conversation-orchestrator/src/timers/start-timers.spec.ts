import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { createMemoryWorkLedger, createMemoryWorkState } from '@deskstream/adapter-stores-memory';
import { topicCatalogue } from '@deskstream/contracts';
import type { ConversationEvent } from '@deskstream/conversation-domain';
import { noLogger, noTelemetry } from '@deskstream/kernel';
import { Scheduler } from '@deskstream/testing-simulation';
import { inputsIn, stored, T0 } from '../testing/recorded';
import { startTimers } from './start-timers';

const DUE = T0 + 4_000;

const set: ConversationEvent = {
  type: 'TimerSet',
  data: { name: 'answer', dueAt: DUE, because: 'quiet time on web' },
};
const cancelled: ConversationEvent = {
  type: 'TimerCancelled',
  data: { timerId: 'ev0', name: 'answer', because: 'a newer message arrived' },
};

/** Runs `replicas` of the service for a minute; the first dies at its `crashAt`-th await and comes back. */
const play = async (
  events: readonly ConversationEvent[],
  { crashAt = Number.POSITIVE_INFINITY, replicas = 1 } = {},
) => {
  const scheduler = new Scheduler({ seed: 1, startAt: T0 });
  const broker = createMemoryBroker();
  const state = createMemoryWorkState();
  const log = createMemoryEventLog({
    clock: scheduler.process('world', { immune: true }).clock,
    broker,
  });
  await log.provision(topicCatalogue(1));
  await log.publish(events.map(stored));
  let awaits = 0;
  const boot = (name: string) => {
    const process = scheduler.process(name, { immune: true });
    const at = (point: string): Promise<void> => {
      awaits += 1;
      if (awaits === crashAt) {
        process.crash();
        boot(`${name}'`);
      }
      return process.at(point);
    };
    const own = createMemoryEventLog({ clock: process.clock, broker, processName: name, at });
    process.onCrash(() => own.crash());
    void startTimers({
      log: own,
      ledger: createMemoryWorkLedger({ state, at }),
      clock: process.clock,
      telemetry: noTelemetry,
      logger: noLogger,
    });
  };
  for (let nth = 0; nth < replicas; nth += 1) boot(`timers#${nth}`);
  await scheduler.run(() => false, T0 + 60_000);
  const told = await inputsIn(log);
  return { awaits, told, ids: new Set(told.map(({ input }) => input.id)) };
};

describe('a timer of the log', () => {
  it('is not held up by another that is due later', async () => {
    const watchdog: ConversationEvent = {
      type: 'TimerSet',
      data: { name: 'watchdog', dueAt: T0 + 600_000, because: 'an answer is owed' },
    };
    const { told } = await play([watchdog, set]);
    expect(told.map(({ input }) => input.data)).toMatchObject([{ timerId: 'ev1', name: 'answer' }]);
  });

  it('is due at its time, never early, and at most 100 ms late', async () => {
    const { told } = await play([set]);
    expect(told).toHaveLength(1);
    expect(told[0]?.input).toMatchObject({
      type: 'TimerDue',
      data: { timerId: 'ev0', name: 'answer', dueAt: DUE },
    });
    expect(told[0]?.envelope).toMatchObject({ correlationId: 'd1', causationId: 'ev0' });
    const late = (told[0]?.input.at ?? 0) - DUE;
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThanOrEqual(100);
  });

  it('that was cancelled is never due', async () => {
    expect((await play([set, cancelled])).told).toEqual([]);
  });

  it('is due once with several replicas', async () => {
    expect((await play([set], { replicas: 3 })).told).toHaveLength(1);
  });

  it('is due, under one id and not early, wherever the process dies', async () => {
    const { awaits } = await play([set]);
    for (let crashAt = 1; crashAt <= Math.min(awaits, 60); crashAt += 1) {
      const { told, ids } = await play([set], { crashAt });
      expect([crashAt, ids.size]).toEqual([crashAt, 1]);
      for (const { input } of told) expect(input.at).toBeGreaterThanOrEqual(DUE);
    }
  });
});
