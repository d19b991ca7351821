import type { QueueAge } from '@deskstream/port-work-ledger';
import { noLogger, noTelemetry } from '@deskstream/kernel';
import { Scheduler } from '@deskstream/testing-simulation';
import { startQueueAges } from './index';

const T0 = 1_790_000_000_000;

describe('the age of queues (S064)', () => {
  it('is told by workspace and kind, and as empty once the work is done', async () => {
    const scheduler = new Scheduler({ seed: 1, startAt: T0 });
    const { clock } = scheduler.process('test', { immune: true });
    const reply = { workspace: 'acme', queue: 'acme/front', kind: 'reply' };
    const answers: (readonly QueueAge[])[] = [
      [{ ...reply, open: 3, oldestDueAt: T0 - 90_000 }],
      [],
      [],
    ];
    const told: unknown[] = [];
    const ages = startQueueAges({
      group: 'g',
      ledger: { ages: () => Promise.resolve(answers.shift() ?? []) },
      clock,
      logger: noLogger,
      telemetry: {
        ...noTelemetry,
        gauge: (metric, value, labels) => told.push([metric, value, labels?.['kind']]),
      },
    });
    await scheduler.run(() => answers.length === 0, T0 + 60_000);
    await ages.stop();
    expect(told).toEqual([
      ['deskstream.work.open', 3, 'reply'],
      ['deskstream.work.oldest', 90, 'reply'],
      ['deskstream.work.open', 0, 'reply'],
      ['deskstream.work.oldest', 0, 'reply'],
    ]);
  });
});
