import { Scheduler } from '@deskstream/testing-simulation';
import { DISPATCH_GROUP } from './index';
import { asked, Desk, reply, T0 } from './testing/desk';

const HOUR = 3_600_000;

const openDesk = async (): Promise<Desk> => {
  const desk = new Desk(new Scheduler({ seed: 1, startAt: T0, maxSteps: 2_000_000 }));
  await desk.provision();
  return desk;
};

const many = (workspace: string, count: number, event = reply) =>
  Array.from({ length: count }, (_, nth) => asked(workspace, `${workspace}-${nth}`, event));

const profile = {
  type: 'ProfileRequested',
  data: { contactId: 'u1', companies: 'first' },
} as const;

describe('much work of one workspace', () => {
  it('lets a reply of another leave within one slot, among 10 000 (S064)', async () => {
    const desk = await openDesk();
    await desk.asks(...many('busy', 10_000), asked('calm', 'c1', reply));
    void desk.start();
    await desk.until(() => desk.vendor.done.includes('c1'));
    const before = desk.vendor.calls.findIndex(({ workspace }) => workspace === 'calm');
    expect(desk.vendor.done).toContain('c1');
    expect(before).toBeLessThan(16);
  });

  it('never has more calls of one connection under way than its share (S064)', async () => {
    const desk = await openDesk();
    await desk.asks(...many('busy', 40));
    void desk.start();
    await desk.until(() => desk.vendor.done.length === 40);
    const starts = desk.vendor.calls.map(({ at }) => at);
    const together = starts.map(
      (start) => starts.filter((at) => at <= start && start < at + desk.vendor.callMs).length,
    );
    expect(Math.max(...together)).toBe(4);
  });

  it('lets a reply pass the profiles of its own connection, and starves none of these', async () => {
    const desk = await openDesk();
    await desk.asks(
      ...many('busy', 200, profile),
      ...Array.from({ length: 60 }, (_, nth) => asked('busy', `r${nth}`, reply)),
    );
    void desk.start();
    await desk.until(() => desk.vendor.done.filter((id) => id.startsWith('r')).length === 60);
    const profiles = desk.vendor.done.filter((id) => id.startsWith('busy')).length;
    expect(profiles).toBeGreaterThanOrEqual(4);
    expect(profiles).toBeLessThanOrEqual(16);
    await desk.until(() => desk.vendor.done.length === 260);
    expect(desk.vendor.done).toHaveLength(260);
  });
});

describe('a budget that is used up', () => {
  it('holds all of its connection until the vendor said, without asking in between; others go on (S064)', async () => {
    const desk = await openDesk();
    const back = T0 + 6 * HOUR;
    desk.vendor.answer = (workspace) =>
      workspace === 'busy' && desk.scheduler.now() < back
        ? { kind: 'throttled', retryAt: back }
        : null;
    await desk.asks(...many('busy', 100), ...many('calm', 50));
    void desk.start();
    await desk.until(() => desk.scheduler.now() >= back - 60_000, 6 * HOUR);
    expect(desk.vendor.done.filter((id) => id.startsWith('calm'))).toHaveLength(50);
    expect(desk.vendor.calls.filter(({ workspace }) => workspace === 'busy')).toHaveLength(4);
    await desk.until(() => desk.vendor.done.length === 150, HOUR);
    expect(new Set(desk.vendor.done).size).toBe(150);
    await desk.until(() => false, 10_000);
    const reports = await desk.reports();
    const results = reports.map(({ input }) => (input.data as { result: object }).result);
    expect(results).toHaveLength(150);
    for (const result of results) expect(result).toMatchObject({ kind: 'delivered' });
  });

  it('slows down before it is used up: what the vendor has left is for the urgent (S064)', async () => {
    const desk = await openDesk();
    desk.vendor.answer = (_workspace, { kind }) => ({
      kind: 'done',
      ...(kind === 'reply' ? { vendorMessageId: `p${desk.vendor.calls.length}` } : { facts: [] }),
      budget: { limit: 100, remaining: 8, resetsAt: T0 + HOUR },
    });
    await desk.asks(asked('busy', 'first', reply));
    void desk.start();
    await desk.until(() => false, 5_000);
    await desk.asks(...many('busy', 20, profile), asked('busy', 'late', reply));
    await desk.until(() => false, 60_000);
    const kinds = (await desk.ledger.ages(DISPATCH_GROUP)).map(({ kind, open }) => [kind, open]);
    expect(kinds).toEqual([['read-profile', 20]]);
    await desk.until(() => false, HOUR);
    expect((await desk.ledger.stats(DISPATCH_GROUP)).open).toBe(0);
  });
});

describe('a stop', () => {
  it('lets the call that is under way end, so that it leaves no doubt', async () => {
    const desk = await openDesk();
    desk.vendor.callMs = 3_000;
    await desk.asks(asked('calm', 'c1', reply));
    const service = await desk.start();
    await desk.until(() => desk.vendor.calls.length === 1);
    let stopped = false;
    void service.stop().then(() => (stopped = true));
    await desk.until(() => stopped);
    expect(desk.vendor.done).toEqual(['c1']);
    void desk.start();
    await desk.until(() => false, 10_000);
    const [report] = await desk.reports();
    expect(report?.input.data).toMatchObject({
      result: { kind: 'delivered', foundByReadBack: false },
    });
    expect(desk.vendor.calls).toHaveLength(1);
  });

  it('waits for a vendor that does not answer no longer than bounded', async () => {
    const desk = await openDesk();
    desk.vendor.callMs = HOUR;
    await desk.asks(asked('calm', 'c1', reply));
    const service = await desk.start();
    await desk.until(() => desk.vendor.calls.length === 1);
    const began = desk.scheduler.now();
    let aborted = 0;
    desk.vendor.onAbort = () => (aborted = desk.scheduler.now());
    void service.stop();
    await desk.until(() => aborted > 0);
    expect(aborted - began).toBe(10_000);
  });
});

describe('a connection that is not there', () => {
  it('is reported when the workspace has none', async () => {
    const desk = await openDesk();
    desk.connected.clear();
    await desk.asks(asked('calm', 'c1', reply));
    void desk.start();
    await desk.until(() => false, 10_000);
    const [report] = await desk.reports();
    expect(report?.input.data).toMatchObject({
      result: { kind: 'failed', code: 'DISPATCH.NOT_CONNECTED' },
    });
  });

  it('is waited for while the settings of the workspace are not there yet', async () => {
    const desk = await openDesk();
    desk.connected.clear();
    desk.loaded.clear();
    await desk.asks(asked('calm', 'c1', reply));
    void desk.start();
    await desk.until(() => false, 1_000);
    expect(await desk.reports()).toEqual([]);
    desk.connected.add('calm');
    desk.loaded.add('calm');
    await desk.until(() => desk.vendor.done.length === 1);
    expect(desk.vendor.done).toEqual(['c1']);
  });

  it('is waited for while a call of ours may have arrived: no report says that it did not', async () => {
    const desk = await openDesk();
    desk.vendor.answer = () => {
      desk.connected.clear();
      return { kind: 'unknown', because: 'timeout' };
    };
    await desk.asks(asked('calm', 'c1', reply));
    void desk.start();
    await desk.until(() => false, 60_000);
    expect(await desk.reports()).toEqual([]);
    desk.connected.add('calm');
    await desk.until(() => false, 120_000);
    const [report] = await desk.reports();
    expect(report?.input.data).toMatchObject({
      result: { kind: 'delivered', foundByReadBack: true },
    });
    expect(desk.vendor.done).toEqual(['c1']);
  });
});
