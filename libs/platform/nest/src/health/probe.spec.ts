import { Scheduler } from '@deskstream/testing-simulation';
import { startProbe, withProbes } from './probe';

const T0 = 1_790_000_000_000;

const world = () => {
  const scheduler = new Scheduler({ seed: 1, startAt: T0 });
  const { clock } = scheduler.process('probe', { immune: true });
  const untilSecond = (second: number) => scheduler.run(() => false, T0 + second * 1_000);
  return { clock, untilSecond };
};

describe('a probe', () => {
  it('tells the reason and since when while its look fails, and is ready again after one that succeeds', async () => {
    const { clock, untilSecond } = world();
    let away = false;
    const look = () => (away ? Promise.reject(new Error('gone')) : Promise.resolve());
    const probe = startProbe({ name: 'log', clock, look });
    await untilSecond(3);
    expect(probe.ready()).toEqual({ ok: true });
    away = true;
    await untilSecond(10);
    expect(probe.ready()).toEqual({
      ok: false,
      because: expect.stringMatching(/^log: gone \(since 2026-/) as string,
    });
    away = false;
    await untilSecond(12);
    expect(probe.ready()).toEqual({ ok: true });
    await probe.stop();
  });

  it('counts a look that does not answer as failed', async () => {
    const { clock, untilSecond } = world();
    const look = () => new Promise(() => undefined);
    const probe = startProbe({ name: 'log', clock, look });
    await untilSecond(6);
    expect(probe.ready()).toMatchObject({ ok: false });
    const service = {
      name: 's',
      ready: () => ({ ok: true }) as const,
      stop: async () => undefined,
    };
    const probed = withProbes(service, [probe]);
    expect(probed.ready()).toMatchObject({ ok: false });
    await probed.stop();
  });
});
