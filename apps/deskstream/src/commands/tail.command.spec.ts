import { createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { encodeData, encodeEvent, GENESIS, topicCatalogue } from '@deskstream/contracts';
import { systemClock } from '@deskstream/kernel';
import type { PartitionKey } from '@deskstream/kernel';
import type { EventLog } from '@deskstream/port-event-log';
import type { Output } from '../cli/output';
import { tail } from './tail.command';

const KEYS = ['a/intercom/1', 'a/intercom/2', 'a/front/3'] as PartitionKey[];

describe('tail', () => {
  let log: EventLog;

  beforeEach(async () => {
    log = createMemoryEventLog({ clock: systemClock });
    await log.provision(topicCatalogue(3));
    for (const key of KEYS) await log.publish([event(key, 1), event(key, 2)]);
  });

  const told = async (request: Partial<Parameters<typeof tail>[2]>) => {
    const values: Told[] = [];
    const output = { line: () => undefined, value: (value: unknown) => values.push(value as Told) };
    const { signal } = new AbortController();
    const all = { fromStart: false, untilNow: true, signal, ...request };
    await tail({ log, clock: systemClock }, output as unknown as Output, all);
    return values;
  };

  it('from the start until now tells every event once, with its place', async () => {
    const events = await told({ fromStart: true });
    expect(events).toHaveLength(6);
    expect(events[0]).toMatchObject({ seq: 1, partition: expect.any(Number), offset: 0 });
  });

  it('goes on behind the offsets it is given; other partitions begin with their first', async () => {
    const before = await told({ fromStart: true });
    const after = new Map(before.map(({ partition, offset }) => [partition, offset]));
    expect(await told({ after })).toEqual([]);
    await log.publish([event('a/front/3', 3)]);
    expect(await told({ after })).toMatchObject([{ key: 'a/front/3', seq: 3 }]);
    expect(await told({ after: new Map() })).toHaveLength(7);
  });

  it('without a beginning tells nothing of the past', async () => {
    expect(await told({})).toEqual([]);
  });
});

interface Told {
  readonly key: string;
  readonly seq: number;
  readonly partition: number;
  readonly offset: number;
}

const event = (key: PartitionKey, seq: number) =>
  encodeEvent(
    {
      ...{ id: `${key}#${seq}`, type: 'ArchiveRequested', source: '/test', subject: key },
      ...{ time: 1_000 + seq, schemaVersion: 1, correlationId: 'c', causationId: 'c' },
      ...{ seq, prevHash: GENESIS, cause: '0:0', settingsVersion: 1 },
    },
    encodeData({}),
  );
