import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { decodeConnectionRecord, TOPICS, topicCatalogue } from '@deskstream/contracts';
import { noLogger, systemClock } from '@deskstream/kernel';
import { startAcknowledgementTally } from './acknowledgement-tally';

describe('answered webhooks', () => {
  it('are added up by connection, with those that took too long, and durable at the latest when ingress stops', async () => {
    const broker = createMemoryBroker();
    broker.provision(topicCatalogue(1));
    const log = createMemoryEventLog({ clock: systemClock, broker });
    const deps = { log, clock: systemClock, logger: noLogger, everyMs: 60_000 };
    const tally = startAcknowledgementTally(deps);
    for (const tookMs of [4, 500, 501, 5_001])
      tally.add({ workspace: 'acme', vendor: 'intercom', tookMs });
    tally.add({ workspace: 'acme', vendor: 'front', tookMs: 2 });
    await tally.stop();
    const found = broker
      .records(TOPICS.connections)
      .flat()
      .map((record) => decodeConnectionRecord(record));
    expect(found).toMatchObject([
      {
        ok: true,
        value: {
          type: 'WebhooksAcknowledged',
          vendor: 'intercom',
          data: { count: 4, slow: 2, late: 1, totalMs: 6_006, maxMs: 5_001 },
        },
      },
      { ok: true, value: { vendor: 'front', data: { count: 1, slow: 0, late: 0 } } },
    ]);
  });
});
