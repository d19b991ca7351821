import { systemClock } from '@deskstream/kernel';
import type { EventLog } from '@deskstream/port-event-log';
import { eventLogContract, eventually } from '@deskstream/port-event-log/contract';
import { createMemoryBroker, createMemoryEventLog } from './index';
import type { MemoryEventLog } from './index';

const open = async (fencing = true) => {
  const broker = createMemoryBroker();
  const logs: MemoryEventLog[] = [];
  const attach = async (options = {}) => {
    const log = createMemoryEventLog({
      clock: systemClock,
      broker,
      fencing,
      backoffMs: 1,
      ...options,
    });
    logs.push(log);
    return log;
  };
  const processOf = (log: EventLog) => logs.find((known) => known === log);
  return {
    log: attach,
    crash: async (log: EventLog) => processOf(log)?.crash(),
    suspend: async (log: EventLog) => broker.evict(processOf(log)?.processName ?? ''),
    tiny: () => attach({ maxWaiting: 64 }),
    close: async () => logs.forEach((log) => log.crash()),
  };
};

eventLogContract('memory', open);

it.each([true, false])(
  'lets a former owner commit only without the fence (fencing: %s)',
  async (fencing) => {
    const { log, suspend, close } = await open(fencing);
    const [zombie, heir] = [await log(), await log()];
    await zombie.provision(
      ['in', 'out'].map((topic) => ({ topic, partitions: 1, cleanup: 'keep' })),
    );
    const gate = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    const copying = (by: EventLog, wait: () => Promise<void>) =>
      by.process({
        group: 'g',
        topic: 'in',
        openLane: async () => ({
          handle: async (batch) => {
            await wait();
            return batch.map((record) => ({ ...record, topic: 'out' }));
          },
        }),
      });
    await copying(zombie, () => {
      held.resolve();
      return gate.promise;
    });
    await heir.publish([{ topic: 'in', key: 'k', headers: {}, value: null }]);
    await held.promise;
    await suspend(zombie);
    await copying(heir, () => Promise.resolve());
    const end = async () => (await heir.ends('out'))[0]?.end;
    await eventually('the heir has copied', async () => (await end()) === 1);
    gate.resolve();
    await heir.publish([{ topic: 'in', key: 'k', headers: {}, value: null }]);
    const copies = fencing ? 2 : 3;
    await eventually('the next one is copied too', async () => ((await end()) ?? 0) >= copies);
    if (fencing) expect(await end()).toBe(copies);
    await close();
  },
);
