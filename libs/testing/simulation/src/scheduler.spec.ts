import { noFaults, Scheduler, seededRandom } from './index';

const ticking = async (scheduler: Scheduler, names: readonly string[]) => {
  const told: string[] = [];
  for (const name of names) {
    const process = scheduler.process(name);
    void (async () => {
      for (let nth = 0; nth < 3; nth += 1) {
        await process.at('step');
        told.push(`${name}${nth}`);
        await process.clock.sleep(10);
      }
    })();
  }
  const rested = await scheduler.run(() => false, scheduler.now() + 1_000);
  return { told, rested };
};

describe('Scheduler', () => {
  it('orders what may run by its seed alone', async () => {
    const once = new Scheduler({ seed: 7 });
    const again = new Scheduler({ seed: 7 });
    expect((await ticking(once, ['a', 'b', 'c'])).told).toEqual(
      (await ticking(again, ['a', 'b', 'c'])).told,
    );
    expect(once.trace.digest()).toBe(again.trace.digest());
    const orders = await Promise.all(
      [1, 2, 3, 4, 5].map(async (seed) =>
        (await ticking(new Scheduler({ seed }), ['a', 'b', 'c'])).told.join(),
      ),
    );
    expect(new Set(orders).size).toBeGreaterThan(1);
  });

  it('moves time only when nothing may run', async () => {
    const scheduler = new Scheduler({ seed: 1, startAt: 100 });
    await ticking(scheduler, ['a']);
    expect(scheduler.now()).toBe(130);
  });

  it('leaves a crashed process waiting for ever', async () => {
    const scheduler = new Scheduler({ seed: 1 });
    scheduler.rates = { ...noFaults, crash: 1 };
    const crashed: string[] = [];
    scheduler.onFate = (_kind, { name }) => crashed.push(name);
    expect((await ticking(scheduler, ['a'])).told).toEqual([]);
    expect(crashed).toEqual(['a']);
  });

  it('stops a frozen process, its sleep included, until it is woken', async () => {
    const scheduler = new Scheduler({ seed: 1 });
    const process = scheduler.process('a');
    let woke = false;
    void process.clock.sleep(10).then(() => (woke = true));
    process.frozen = true;
    await scheduler.run(() => false, scheduler.now() + 100);
    expect(woke).toBe(false);
    process.frozen = false;
    await scheduler.run(() => true, scheduler.now() + 100);
    expect(woke).toBe(true);
  });

  it('fails an act with a transient error of its port', async () => {
    const scheduler = new Scheduler({ seed: 1 });
    scheduler.rates = { ...noFaults, fail: 1 };
    const failed = expect(scheduler.process('a').at('log.published')).rejects.toMatchObject({
      code: 'EVENT_LOG.UNAVAILABLE',
      transient: true,
    });
    await scheduler.run(() => true, scheduler.now());
    await failed;
  });
});

describe('seededRandom', () => {
  it('repeats itself and spreads evenly', () => {
    const [a, b] = [seededRandom(42), seededRandom(42)];
    const numbers = Array.from({ length: 1_000 }, () => a.next());
    expect(numbers).toEqual(Array.from({ length: 1_000 }, () => b.next()));
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.05);
  });
});
