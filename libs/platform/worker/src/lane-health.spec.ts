import { LaneHealth } from './lane-health';

const at = (now: { ms: number }) =>
  new LaneHealth({ now: () => now.ms, sleep: () => Promise.resolve() });

const owning = (...partitions: readonly number[]) => ({
  lanes: () => partitions.map((partition) => ({ partition, next: 0 })),
});

describe('the health of lanes', () => {
  it('tells once of a failure that stays the same, and again after a time without it', () => {
    const now = { ms: 0 };
    const lanes = at(now);
    const fail = (because: string) => lanes.failed(0, new Error(because));
    expect([fail('away'), fail('away'), fail('full')]).toEqual([true, false, true]);
    lanes.opened(0);
    now.ms = 60_000;
    expect(fail('full')).toBe(true);
  });

  it('names the group, the partition and the reason until the lane is open again', () => {
    const lanes = at({ ms: 0 });
    lanes.failed(3, new Error('the ledger is away'));
    expect(lanes.ready('a.b', owning(0, 3))).toEqual({
      ok: false,
      because: 'a.b: partition 3: the ledger is away',
    });
    lanes.opened(3);
    expect(lanes.ready('a.b', owning(0, 3))).toEqual({ ok: true });
  });

  it('does not take an opening for recovery when batches go on failing', () => {
    const now = { ms: 0 };
    const lanes = at(now);
    for (let time = 0; time < 3; time += 1) {
      lanes.failed(0, new Error('disk full'));
      lanes.opened(0);
    }
    expect(lanes.ready('a.b', owning(0, 3))).toMatchObject({ ok: false });
    lanes.worked(0);
    expect(lanes.ready('a.b', owning(0, 3))).toEqual({ ok: true });
  });

  it('forgets a streak that is over: a lane without records is no trouble', () => {
    const now = { ms: 0 };
    const lanes = at(now);
    for (let time = 0; time < 3; time += 1) lanes.failed(0, new Error('away'));
    lanes.opened(0);
    now.ms = 60_000;
    expect(lanes.ready('a.b', owning(0, 3))).toEqual({ ok: true });
  });

  it('leaves a lane that failed to the process that took its partition over', () => {
    const lanes = at({ ms: 0 });
    lanes.failed(0, new Error('the broker did not answer'));
    expect(lanes.ready('a.b', owning(0, 3))).toMatchObject({ ok: false });
    expect(lanes.ready('a.b', owning(3))).toEqual({ ok: true });
  });

  it('begins anew with a partition that comes back', () => {
    const lanes = at({ ms: 0 });
    lanes.failed(0, new Error('the broker did not answer'));
    lanes.forget(0);
    expect(lanes.ready('a.b', owning(0, 3))).toEqual({ ok: true });
  });
});
