import type { ClaimedWork, WorkItem, WorkLedger } from '../work-ledger.port';

/** A store under test: `ledger` gives another process' view of the same, empty, ledger. */
export interface OpenedLedger {
  ledger(): WorkLedger;
  close(): Promise<void>;
}

const group = 'dispatcher';
const nothing = { group, partition: 0, add: [], recall: [], drop: [] };

export const workLedgerContract = (name: string, open: () => Promise<OpenedLedger>): void =>
  describe(`${name} as a work ledger`, () => {
    let opened: OpenedLedger;
    let ledger: WorkLedger;
    beforeEach(async () => {
      opened = await open();
      ledger = opened.ledger();
    }, 60_000);
    afterEach(() => opened.close(), 60_000);

    const add = async (...items: WorkItem[]) => {
      const from = await ledger.checkpoint(group, 0);
      await ledger.takeOver({ ...nothing, from, to: from + 1, add: items });
    };
    const claim = (now: number, limit = 10, by = ledger) =>
      by.claim({ group, now, limit, leaseMs: 100 });
    const claimOne = async (now: number, by = ledger): Promise<ClaimedWork> => {
      const [work] = await claim(now, 1, by);
      if (!work) throw new Error(`nothing to claim at ${now}`);
      return work;
    };

    it('takes work over together with the position, once', async () => {
      expect(await ledger.takeOver({ ...nothing, from: 0, to: 3, add: [item('a')] })).toBe('taken');
      expect(await ledger.takeOver({ ...nothing, from: 0, to: 3, add: [item('b')] })).toBe('stale');
      expect(
        await ledger.takeOver({ ...nothing, from: 3, to: 5, add: [item('a', { seq: 9 })] }),
      ).toBe('taken');
      expect(await ledger.takeOver({ ...nothing, from: 5, to: 6 })).toBe('taken');
      expect(await ledger.checkpoint(group, 0)).toBe(6);
      expect(await ledger.checkpoint(group, 1)).toBe(0);
      expect(await claim(10)).toMatchObject([
        { ...item('a'), attempt: 1, journal: [], recalled: null, earlier: [] },
      ]);
    });

    it('lets one of many take a step over', async () => {
      const step = { ...nothing, from: 0, to: 1, add: [item('a')] };
      const results = await Promise.all(
        Array.from({ length: 6 }, () => opened.ledger().takeOver(step)),
      );
      expect(results.filter((result) => result === 'taken')).toHaveLength(1);
    });

    it('gives the lowest unfinished item of a conversation only, with the results before it', async () => {
      await add(
        item('second', { seq: 2 }),
        item('first', { seq: 1, dueAt: 5 }),
        item('third', { seq: 3 }),
      );
      expect(await claim(4)).toEqual([]);
      const first = await claimOne(5);
      expect(first.id).toBe('first');
      expect(await claim(6)).toEqual([]);
      expect(await ledger.finish(first, { said: 'a\u0000b' }, 7)).toBe('written');
      const second = await claimOne(8);
      expect(second).toMatchObject({ id: 'second', earlier: [{ said: 'a\u0000b' }] });
      await ledger.finish(second, 2, 9);
      expect(await claimOne(10)).toMatchObject({ id: 'third', earlier: [{ said: 'a\u0000b' }, 2] });
    });

    it('hands an item to another only after its lease, and fences the first', async () => {
      await add(item('a'));
      const first = await claimOne(10);
      expect(await claim(109)).toEqual([]);
      expect(await ledger.journal(first, { at: 50, kind: 'intent', detail: { try: 1 } }, 200)).toBe(
        'written',
      );
      expect(await claim(199)).toEqual([]);
      const other = opened.ledger();
      const second = await claimOne(200, other);
      expect(second).toMatchObject({
        attempt: 2,
        journal: [{ at: 50, kind: 'intent', detail: { try: 1 } }],
      });
      expect(second.token).not.toBe(first.token);
      expect(await ledger.journal(first, { at: 201, kind: 'attempt', detail: null }, 900)).toBe(
        'lost',
      );
      expect(await ledger.postpone(first, 900)).toBe('lost');
      expect(await ledger.finish(first, null, 202)).toBe('lost');
      expect(await other.finish(second, null, 203)).toBe('written');
      expect(await other.finish(second, null, 204)).toBe('lost');
      expect(await claim(1_000)).toEqual([]);
    });

    it('gives a postponed item again when it is due, and not before', async () => {
      await add(item('a'));
      expect(await ledger.postpone(await claimOne(10), 500)).toBe('written');
      expect(await ledger.nextDue(group)).toBe(500);
      expect(await claim(499)).toEqual([]);
      expect(await claimOne(500)).toMatchObject({ id: 'a', attempt: 2, dueAt: 500 });
    });

    it('hands each item to one of many claimers', async () => {
      const items = Array.from({ length: 60 }, (_, n) =>
        item(`i${n}`, { key: `k${n % 30}`, seq: n }),
      );
      await add(...items);
      const finished: string[] = [];
      const work = async (by: WorkLedger) => {
        for (let rounds = 0; finished.length < 60 && rounds < 400; rounds += 1)
          for (const claimed of await by.claim({ group, now: 10, limit: 3, leaseMs: 1_000_000 }))
            if ((await by.finish(claimed, null, 11)) === 'written') finished.push(claimed.id);
      };
      await Promise.all(Array.from({ length: 4 }, () => work(opened.ledger())));
      expect([...finished].sort()).toEqual(items.map(({ id }) => id).sort());
      for (let n = 0; n < 30; n += 1)
        expect(finished.indexOf(`i${n}`)).toBeLessThan(finished.indexOf(`i${n + 30}`));
    });

    it('takes turns over the workspaces when more is due than asked for', async () => {
      const busy = Array.from({ length: 20 }, (_, n) =>
        item(`busy${n}`, { key: `b${n}`, workspace: 'busy' }),
      );
      const calm = ['x', 'y'].map((space) =>
        item(space, { key: space, workspace: space, dueAt: 9 }),
      );
      await add(...busy, ...calm);
      const spaces = (await claim(10, 4)).map(({ workspace }) => workspace);
      expect([...spaces].sort()).toEqual(['busy', 'busy', 'x', 'y']);
      expect((await claim(10, 100)).length).toBe(18);
    });

    it('gives the urgent of a queue first, and the longest due when it is told to (S064)', async () => {
      await add(
        item('ticket', { key: 'k1', urgency: 2, dueAt: 1 }),
        item('read', { key: 'k2', urgency: 1, dueAt: 2 }),
        item('reply', { key: 'k3', urgency: 0, dueAt: 3 }),
      );
      const [first] = await claim(10, 1);
      expect(first?.id).toBe('reply');
      const terms = [{ queue: 'acme', atMost: 1, leastUrgent: 2, oldestFirst: true } as const];
      const [second] = await ledger.claim({ group, now: 10, limit: 5, leaseMs: 100, terms });
      expect(second?.id).toBe('ticket');
      expect((await claim(10)).map(({ id }) => id)).toEqual(['read']);
    });

    it('holds a queue, or its less urgent items, while others go on (S064)', async () => {
      await add(
        item('a1', { key: 'k1', queue: 'acme/front', urgency: 0 }),
        item('a2', { key: 'k2', queue: 'acme/front', urgency: 2, dueAt: 3 }),
        item('b1', { key: 'k3', queue: 'acme/hubspot', urgency: 2, dueAt: 5 }),
        item('b2', { key: 'k4', queue: 'acme/hubspot', urgency: 2, dueAt: 6 }),
      );
      const held = [
        { queue: 'acme/front', atMost: 0, leastUrgent: 2, oldestFirst: false } as const,
      ];
      const asked = { group, now: 10, limit: 5, leaseMs: 100 };
      expect(await ledger.nextDue(group, held)).toBe(5);
      const free = await ledger.claim({ ...asked, perQueue: 1, terms: held });
      expect(free.map(({ id }) => id)).toEqual(['b1']);
      const low = [{ queue: 'acme/front', atMost: 5, leastUrgent: 1, oldestFirst: true } as const];
      expect(await ledger.nextDue(group, low)).toBe(0);
      const some = await ledger.claim({ ...asked, terms: low });
      expect(some.map(({ id }) => id).sort()).toEqual(['a1', 'b2']);
      expect(await ledger.nextDue(group, low)).toBe(110);
    });

    it('hurries what a more urgent item of the conversation waits for', async () => {
      await add(item('profile', { urgency: 2, kind: 'read-profile' }));
      await add(item('other', { key: 'k2', urgency: 1 }), item('reply', { seq: 2, urgency: 0 }));
      await add(item('after', { seq: 3, urgency: 2 }));
      expect((await claim(10, 1)).map(({ id }) => id)).toEqual(['profile']);
    });

    it('tells what is open by queue and kind, the longest due first (S064)', async () => {
      await add(
        item('a', { key: 'k1', queue: 'acme/front', kind: 'reply', dueAt: 7 }),
        item('b', { key: 'k2', queue: 'acme/front', kind: 'reply', dueAt: 4 }),
        item('c', { key: 'k3', kind: 'read', dueAt: 2 }),
        item('d', { key: 'k4', kind: 'read', dueAt: 1 }),
      );
      await ledger.finish(await claimOne(1), null, 2);
      expect(await ledger.ages(group)).toEqual([
        { workspace: 'acme', queue: 'acme', kind: 'read', open: 1, oldestDueAt: 2 },
        { workspace: 'acme', queue: 'acme/front', kind: 'reply', open: 2, oldestDueAt: 4 },
      ]);
    });

    it('claims a recalled item at once, with the reason, and keeps what is finished', async () => {
      await add(item('late', { dueAt: 900 }), item('done', { key: 'other' }));
      await ledger.finish(await claimOne(10), 'ok', 11);
      await ledger.takeOver({
        ...nothing,
        from: 1,
        to: 2,
        recall: [
          { id: 'late', because: 'human-took-over' },
          { id: 'done', because: 'human-took-over' },
          { id: 'unknown', because: 'x' },
        ],
      });
      expect(await claim(12)).toMatchObject([{ id: 'late', recalled: 'human-took-over' }]);
    });

    it('shows a recall to the one who claims it next when it came during the work', async () => {
      await add(item('a'));
      const first = await claimOne(10);
      await ledger.takeOver({
        ...nothing,
        from: 1,
        to: 2,
        recall: [{ id: 'a', because: 'superseded' }],
      });
      expect(await claim(20)).toEqual([]);
      await ledger.postpone(first, 50);
      expect(await claim(49)).toEqual([]);
      expect(await claimOne(50)).toMatchObject({ recalled: 'superseded' });
    });

    it('drops items silently, whoever holds them', async () => {
      await add(item('a'), item('b', { seq: 2 }));
      const held = await claimOne(10);
      await ledger.takeOver({ ...nothing, from: 1, to: 2, drop: ['a', 'unknown'] });
      expect(await ledger.finish(held, null, 11)).toBe('lost');
      expect(await claimOne(12)).toMatchObject({ id: 'b' });
    });

    it('tells when there is something to do, and how much', async () => {
      expect(await ledger.nextDue(group)).toBeNull();
      expect(await ledger.stats(group)).toEqual({ open: 0, oldestDueAt: null });
      await add(item('a', { dueAt: 50 }), item('b', { seq: 2, dueAt: 20 }));
      expect(await ledger.nextDue(group)).toBe(50);
      expect(await ledger.stats(group)).toEqual({ open: 2, oldestDueAt: 20 });
      await claimOne(60);
      expect(await ledger.nextDue(group)).toBe(160);
    });

    it('forgets what was finished long ago, but nothing that an open item may ask for', async () => {
      await add(item('old'), item('other', { key: 'acme/intercom/2' }));
      for (const claimed of await claim(10, 5)) await ledger.finish(claimed, claimed.id, 11);
      await ledger.takeOver({ ...nothing, group, from: 1, to: 2, add: [item('late', { seq: 2 })] });
      const forget = (before: number, limit = 10) => ledger.forget({ group, before, limit });
      expect(await forget(11)).toBe(0);
      expect(await forget(12)).toBe(1);
      const late = await claimOne(20);
      expect(late).toMatchObject({ id: 'late', earlier: ['old'] });
      await ledger.finish(late, null, 21);
      expect(await forget(30, 1)).toBe(1);
      expect(await forget(30)).toBe(1);
      expect(await ledger.takeOver({ ...nothing, group, from: 0, to: 1, add: [item('old')] })).toBe(
        'stale',
      );
    });

    it('keeps groups apart, even for one id', async () => {
      await add(item('a'));
      await ledger.takeOver({ ...nothing, group: 'timers', from: 0, to: 1, add: [item('a')] });
      const [mine] = await claim(10);
      const [theirs] = await ledger.claim({ group: 'timers', now: 10, limit: 5, leaseMs: 10 });
      if (!mine || !theirs) throw new Error('both groups have work');
      expect(await ledger.finish(mine, null, 11)).toBe('written');
      expect(await ledger.finish(theirs, null, 11)).toBe('written');
    });
  });

const item = (id: string, rest: Partial<WorkItem> = {}): WorkItem => ({
  id,
  key: 'acme/intercom/1',
  workspace: 'acme',
  seq: 1,
  dueAt: 0,
  payload: { text: `п 🙂 \u0000 ${id}` },
  ...rest,
});
