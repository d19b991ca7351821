import { noLogger } from '@deskstream/kernel';
import { Scheduler } from '@deskstream/testing-simulation';
import { startSweeping } from './index';

const T0 = 1_790_000_000_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('the retention of finished work', () => {
  it('forgets what is past it, every hour, and goes on when the store was away', async () => {
    const scheduler = new Scheduler({ seed: 1, startAt: T0 });
    const { clock } = scheduler.process('test', { immune: true });
    const asked: (readonly [string, number])[] = [];
    const forget = ({ group, before }: { readonly group: string; readonly before: number }) => {
      asked.push([group, before]);
      return asked.length === 1 ? Promise.reject(new Error('away')) : Promise.resolve(0);
    };
    const deps = { ledger: { forget }, groups: ['calls', 'runs'], days: 30, clock };
    const sweeping = startSweeping({ ...deps, logger: noLogger });
    await scheduler.run(() => asked.length >= 3, T0 + 2 * HOUR);
    await sweeping.stop();
    expect(asked).toEqual([
      ['calls', T0 - 30 * DAY],
      ['calls', T0 + HOUR - 30 * DAY],
      ['runs', T0 + HOUR - 30 * DAY],
    ]);
  });
});
