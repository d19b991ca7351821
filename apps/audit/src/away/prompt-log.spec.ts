import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { systemClock } from '@deskstream/kernel';
import { promptLog } from './prompt-log';

describe('a log that is known to be away', () => {
  it('refuses at once whoever asks it or writes, in words for people, and serves again afterwards', async () => {
    const memory = createMemoryEventLog({ clock: systemClock, broker: createMemoryBroker() });
    await memory.provision([{ topic: 'in', partitions: 1, cleanup: 'keep' }]);
    const state: { away: number | null } = { away: 1_790_000_000_000 };
    const log = promptLog(memory, () => state.away);
    const refusal = {
      code: 'EVENT_LOG.UNAVAILABLE',
      transient: true,
      message: expect.stringMatching(/^Kafka does not answer since 2026-/) as unknown,
    };
    const draft = { topic: 'in', key: 'k', headers: {}, value: null };
    await expect(log.publish([draft])).rejects.toMatchObject(refusal);
    await expect(log.ends('in')).rejects.toMatchObject(refusal);
    await expect(log.committed('g', 'in')).rejects.toMatchObject(refusal);
    const read = async () => {
      for await (const _ of log.readTopic({ topic: 'in', partition: 0, from: 0, to: 1 })) return;
    };
    await expect(read()).rejects.toMatchObject(refusal);
    state.away = null;
    await log.publish([draft]);
    expect(await log.ends('in')).toEqual([{ partition: 0, start: 0, end: 1 }]);
    await log.close();
  });
});
