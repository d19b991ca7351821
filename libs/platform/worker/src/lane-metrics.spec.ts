import { noLogger, noTelemetry } from '@deskstream/kernel';
import { Scheduler } from '@deskstream/testing-simulation';
import { measured, startBehind } from './lane-metrics';

const world = () => {
  const scheduler = new Scheduler({ seed: 1 });
  const { clock } = scheduler.process('dedup', { immune: true });
  const told: string[] = [];
  const telemetry = {
    ...noTelemetry,
    count: (metric: string, by = 1) => void told.push(`${metric} ${by}`),
    observe: (metric: string, value: number) => void told.push(`${metric} ${value}`),
    gauge: (metric: string, value: number) => void told.push(`${metric} ${value}`),
  };
  return { scheduler, clock, told, telemetry };
};

describe('the metrics of a lane', () => {
  it('tell how many records came, how many at once and how long they took', async () => {
    const { scheduler, clock, told, telemetry } = world();
    const handle = measured({ clock, telemetry }, 'g', async () => {
      await clock.sleep(250);
      return [];
    });
    let handled = false;
    void handle([]).then(() => (handled = true));
    await scheduler.run(() => handled, scheduler.now() + 1_000);
    expect(told).toEqual([
      'messaging.client.consumed.messages 0',
      'messaging.process.duration 0.25',
      'deskstream.batch.size 0',
    ]);
  });

  it('tell how far the own lanes are behind, and go on when the log does not answer', async () => {
    const { scheduler, clock, told, telemetry } = world();
    let asked = 0;
    const log = {
      ends: () => {
        asked += 1;
        return asked === 1
          ? Promise.reject(new Error('away'))
          : Promise.resolve([0, 1, 2].map((partition) => ({ partition, start: 0, end: 100 })));
      },
    };
    const processing = {
      lanes: () => [
        { partition: 0, next: 40 },
        { partition: 2, next: 101 },
      ],
    };
    const running = startBehind({
      ...{ clock, telemetry, log, processing, logger: noLogger },
      ...{ group: 'g', topic: 't', everyMs: 1_000 },
    });
    await scheduler.run(() => told.length > 0, scheduler.now() + 5_000);
    void running.stop();
    expect([asked, told]).toEqual([2, ['deskstream.log.behind 60']]);
  });
});
