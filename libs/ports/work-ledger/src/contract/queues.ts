import type { LedgerUnderTest } from './ledger-under-test';
import { group, item } from './ledger-under-test';

/** Many items: whose turn it is, what waits, what is told of them. */
export const queues = (work: LedgerUnderTest): void => {
  it('takes turns over the workspaces when more is due than asked for', async () => {
    const busy = Array.from({ length: 20 }, (_, n) =>
      item(`busy${n}`, { key: `b${n}`, workspace: 'busy' }),
    );
    const calm = ['x', 'y'].map((space) => item(space, { key: space, workspace: space, dueAt: 9 }));
    await work.add(...busy, ...calm);
    const spaces = (await work.claim(10, 4)).map(({ workspace }) => workspace);
    expect([...spaces].sort()).toEqual(['busy', 'busy', 'x', 'y']);
    expect((await work.claim(10, 100)).length).toBe(18);
  });

  it('gives the urgent of a queue first, and the longest due when it is told to (S064)', async () => {
    await work.add(
      item('ticket', { key: 'k1', urgency: 2, dueAt: 1 }),
      item('read', { key: 'k2', urgency: 1, dueAt: 2 }),
      item('reply', { key: 'k3', urgency: 0, dueAt: 3 }),
    );
    const [first] = await work.claim(10, 1);
    expect(first?.id).toBe('reply');
    const terms = [{ queue: 'acme', atMost: 1, leastUrgent: 2, oldestFirst: true } as const];
    const [second] = await work.ledger.claim({ group, now: 10, limit: 5, leaseMs: 100, terms });
    expect(second?.id).toBe('ticket');
    expect((await work.claim(10)).map(({ id }) => id)).toEqual(['read']);
  });

  it('holds a queue, or its less urgent items, while others go on (S064)', async () => {
    await work.add(
      item('a1', { key: 'k1', queue: 'acme/front', urgency: 0 }),
      item('a2', { key: 'k2', queue: 'acme/front', urgency: 2, dueAt: 3 }),
      item('b1', { key: 'k3', queue: 'acme/hubspot', urgency: 2, dueAt: 5 }),
      item('b2', { key: 'k4', queue: 'acme/hubspot', urgency: 2, dueAt: 6 }),
    );
    const held = [{ queue: 'acme/front', atMost: 0, leastUrgent: 2, oldestFirst: false } as const];
    const asked = { group, now: 10, limit: 5, leaseMs: 100 };
    expect(await work.ledger.nextDue(group, held)).toBe(5);
    const free = await work.ledger.claim({ ...asked, perQueue: 1, terms: held });
    expect(free.map(({ id }) => id)).toEqual(['b1']);
    const low = [{ queue: 'acme/front', atMost: 5, leastUrgent: 1, oldestFirst: true } as const];
    expect(await work.ledger.nextDue(group, low)).toBe(0);
    const some = await work.ledger.claim({ ...asked, terms: low });
    expect(some.map(({ id }) => id).sort()).toEqual(['a1', 'b2']);
    expect(await work.ledger.nextDue(group, low)).toBe(110);
  });

  it('hurries what a more urgent item of the conversation waits for', async () => {
    await work.add(item('profile', { urgency: 2, kind: 'read-profile' }));
    await work.add(item('other', { key: 'k2', urgency: 1 }), item('reply', { seq: 2, urgency: 0 }));
    await work.add(item('after', { seq: 3, urgency: 2 }));
    expect((await work.claim(10, 1)).map(({ id }) => id)).toEqual(['profile']);
  });

  it('tells what is open by queue and kind, the longest due first (S064)', async () => {
    await work.add(
      item('a', { key: 'k1', queue: 'acme/front', kind: 'reply', dueAt: 7 }),
      item('b', { key: 'k2', queue: 'acme/front', kind: 'reply', dueAt: 4 }),
      item('c', { key: 'k3', kind: 'read', dueAt: 2 }),
      item('d', { key: 'k4', kind: 'read', dueAt: 1 }),
    );
    await work.ledger.finish(await work.claimOne(1), null, 2);
    expect(await work.ledger.ages(group)).toEqual([
      { workspace: 'acme', queue: 'acme', kind: 'read', open: 1, oldestDueAt: 2 },
      { workspace: 'acme', queue: 'acme/front', kind: 'reply', open: 2, oldestDueAt: 4 },
    ]);
  });

  it('tells when there is something to do, and how much', async () => {
    expect(await work.ledger.nextDue(group)).toBeNull();
    expect(await work.ledger.stats(group)).toEqual({ open: 0, oldestDueAt: null });
    await work.add(item('a', { dueAt: 50 }), item('b', { seq: 2, dueAt: 20 }));
    expect(await work.ledger.nextDue(group)).toBe(50);
    expect(await work.ledger.stats(group)).toEqual({ open: 2, oldestDueAt: 20 });
    await work.claimOne(60);
    expect(await work.ledger.nextDue(group)).toBe(160);
  });
};
