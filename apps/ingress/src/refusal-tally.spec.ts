import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import type { MemoryBroker } from '@deskstream/adapter-event-log-memory';
import { decodeConnectionRecord, TOPICS, topicCatalogue } from '@deskstream/contracts';
import { InfraError, noLogger, systemClock } from '@deskstream/kernel';
import type { EventLog } from '@deskstream/port-event-log';
import { startRefusalTally } from './refusal-tally';
import type { RefusalTally } from './refusal-tally';

let broker: MemoryBroker;
let tally: RefusalTally;
let away: boolean;
let tries: number;

const refused = {
  workspace: 'acme',
  vendor: 'intercom',
  code: 'SIGNATURE.MISMATCH',
  status: 400,
  address: 'desk.example/webhooks/intercom/acme',
};

const recorded = () =>
  broker
    .records(TOPICS.connections)
    .flat()
    .map((record) => {
      const decoded = decodeConnectionRecord(record);
      return decoded.ok ? decoded.value : null;
    });

beforeEach(() => {
  away = false;
  tries = 0;
  broker = createMemoryBroker();
  broker.provision(topicCatalogue(2));
  const log = createMemoryEventLog({ clock: systemClock, broker });
  const publish: EventLog['publish'] = async (drafts) => {
    tries += 1;
    if (away) throw new InfraError('EVENT_LOG.UNAVAILABLE', 'away', true);
    return log.publish(drafts);
  };
  tally = startRefusalTally({ log: { publish }, clock: systemClock, logger: noLogger, everyMs: 5 });
});

afterEach(() => tally.stop());

const until = async (condition: () => boolean) => {
  while (!condition()) await systemClock.sleep(1);
};

describe('refused webhooks', () => {
  it('are added up by code and made durable', async () => {
    tally.add(refused);
    tally.add(refused);
    tally.add({ ...refused, code: 'BODY.SHAPE' });
    await until(() => recorded().length === 2);
    expect(recorded()).toMatchObject([
      {
        type: 'WebhooksRefused',
        workspace: 'acme',
        vendor: 'intercom',
        data: { code: 'SIGNATURE.MISMATCH', count: 2, status: 400, address: refused.address },
      },
      { data: { code: 'BODY.SHAPE', count: 1 } },
    ]);
  });

  it('are not forgotten while the log is away', async () => {
    away = true;
    tally.add({ ...refused, code: 'LOG.UNAVAILABLE', status: 503 });
    await until(() => tries > 1);
    tally.add({ ...refused, code: 'LOG.UNAVAILABLE', status: 503 });
    away = false;
    await until(() => recorded().length > 0);
    await tally.stop();
    const counts = recorded().map((record) =>
      record?.type === 'WebhooksRefused' ? record.data.count : 0,
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
  });

  it('are written once more at the stop', async () => {
    await tally.stop();
    tally = startRefusalTally({
      log: createMemoryEventLog({ clock: systemClock, broker }),
      clock: systemClock,
      logger: noLogger,
    });
    tally.add(refused);
    await tally.stop();
    expect(recorded()).toMatchObject([{ data: { count: 1 } }]);
  });

  it('of ever new kinds do not fill the memory', async () => {
    for (let kind = 0; kind < 2_000; kind += 1)
      tally.add({ ...refused, code: 'TOPIC.UNKNOWN', status: 200, vendorTopic: `t${kind}` });
    await tally.stop();
    expect(recorded()).toHaveLength(501);
    expect(recorded().at(-1)).toMatchObject({ data: { code: 'OTHER', count: 1_500 } });
  });
});
