import type { WorkLedger } from '../work-ledger.port';
import type { LedgerUnderTest } from './ledger-under-test';
import { group, item, nothing } from './ledger-under-test';

/** One item: taken over, claimed, finished, recalled, dropped, forgotten. */
export const items = (work: LedgerUnderTest): void => {
  it('takes work over together with the position, once', async () => {
    expect(await work.ledger.takeOver({ ...nothing, from: 0, to: 3, add: [item('a')] })).toBe(
      'taken',
    );
    expect(await work.ledger.takeOver({ ...nothing, from: 0, to: 3, add: [item('b')] })).toBe(
      'stale',
    );
    expect(
      await work.ledger.takeOver({ ...nothing, from: 3, to: 5, add: [item('a', { seq: 9 })] }),
    ).toBe('taken');
    expect(await work.ledger.takeOver({ ...nothing, from: 5, to: 6 })).toBe('taken');
    expect(await work.ledger.checkpoint(group, 0)).toBe(6);
    expect(await work.ledger.checkpoint(group, 1)).toBe(0);
    expect(await work.claim(10)).toMatchObject([
      { ...item('a'), attempt: 1, journal: [], recalled: null, earlier: [] },
    ]);
  });

  it('lets one of many take a step over', async () => {
    const step = { ...nothing, from: 0, to: 1, add: [item('a')] };
    const results = await Promise.all(
      Array.from({ length: 6 }, () => work.another().takeOver(step)),
    );
    expect(results.filter((result) => result === 'taken')).toHaveLength(1);
  });

  it('gives the lowest unfinished item of a conversation only, with the results before it', async () => {
    await work.add(
      item('second', { seq: 2 }),
      item('first', { seq: 1, dueAt: 5 }),
      item('third', { seq: 3 }),
    );
    expect(await work.claim(4)).toEqual([]);
    const first = await work.claimOne(5);
    expect(first.id).toBe('first');
    expect(await work.claim(6)).toEqual([]);
    expect(await work.ledger.finish(first, { said: 'a\u0000b' }, 7)).toBe('written');
    const second = await work.claimOne(8);
    expect(second).toMatchObject({ id: 'second', earlier: [{ said: 'a\u0000b' }] });
    await work.ledger.finish(second, 2, 9);
    expect(await work.claimOne(10)).toMatchObject({
      id: 'third',
      earlier: [{ said: 'a\u0000b' }, 2],
    });
  });

  it('hands an item to another only after its lease, and fences the first', async () => {
    await work.add(item('a'));
    const first = await work.claimOne(10);
    expect(await work.claim(109)).toEqual([]);
    expect(
      await work.ledger.journal(first, { at: 50, kind: 'intent', detail: { try: 1 } }, 200),
    ).toBe('written');
    expect(await work.claim(199)).toEqual([]);
    const other = work.another();
    const second = await work.claimOne(200, other);
    expect(second).toMatchObject({
      attempt: 2,
      journal: [{ at: 50, kind: 'intent', detail: { try: 1 } }],
    });
    expect(second.token).not.toBe(first.token);
    expect(await work.ledger.journal(first, { at: 201, kind: 'attempt', detail: null }, 900)).toBe(
      'lost',
    );
    expect(await work.ledger.postpone(first, 900)).toBe('lost');
    expect(await work.ledger.finish(first, null, 202)).toBe('lost');
    expect(await other.finish(second, null, 203)).toBe('written');
    expect(await other.finish(second, null, 204)).toBe('lost');
    expect(await work.claim(1_000)).toEqual([]);
  });

  it('gives a postponed item again when it is due, and not before', async () => {
    await work.add(item('a'));
    expect(await work.ledger.postpone(await work.claimOne(10), 500)).toBe('written');
    expect(await work.ledger.nextDue(group)).toBe(500);
    expect(await work.claim(499)).toEqual([]);
    expect(await work.claimOne(500)).toMatchObject({ id: 'a', attempt: 2, dueAt: 500 });
  });

  it('hands each item to one of many claimers', async () => {
    const items = Array.from({ length: 60 }, (_, n) =>
      item(`i${n}`, { key: `k${n % 30}`, seq: n }),
    );
    await work.add(...items);
    const finished: string[] = [];
    const drain = async (by: WorkLedger) => {
      for (let rounds = 0; finished.length < 60 && rounds < 400; rounds += 1)
        for (const claimed of await by.claim({ group, now: 10, limit: 3, leaseMs: 1_000_000 }))
          if ((await by.finish(claimed, null, 11)) === 'written') finished.push(claimed.id);
    };
    await Promise.all(Array.from({ length: 4 }, () => drain(work.another())));
    expect([...finished].sort()).toEqual(items.map(({ id }) => id).sort());
    for (let n = 0; n < 30; n += 1)
      expect(finished.indexOf(`i${n}`)).toBeLessThan(finished.indexOf(`i${n + 30}`));
  });

  it('claims a recalled item at once, with the reason, and keeps what is finished', async () => {
    await work.add(item('late', { dueAt: 900 }), item('done', { key: 'other' }));
    await work.ledger.finish(await work.claimOne(10), 'ok', 11);
    await work.ledger.takeOver({
      ...nothing,
      from: 1,
      to: 2,
      recall: [
        { id: 'late', because: 'human-took-over' },
        { id: 'done', because: 'human-took-over' },
        { id: 'unknown', because: 'x' },
      ],
    });
    expect(await work.claim(12)).toMatchObject([{ id: 'late', recalled: 'human-took-over' }]);
  });

  it('shows a recall to the one who claims it next when it came during the work', async () => {
    await work.add(item('a'));
    const first = await work.claimOne(10);
    await work.ledger.takeOver({
      ...nothing,
      from: 1,
      to: 2,
      recall: [{ id: 'a', because: 'superseded' }],
    });
    expect(await work.claim(20)).toEqual([]);
    await work.ledger.postpone(first, 50);
    expect(await work.claim(49)).toEqual([]);
    expect(await work.claimOne(50)).toMatchObject({ recalled: 'superseded' });
  });

  it('drops items silently, whoever holds them', async () => {
    await work.add(item('a'), item('b', { seq: 2 }));
    const held = await work.claimOne(10);
    await work.ledger.takeOver({ ...nothing, from: 1, to: 2, drop: ['a', 'unknown'] });
    expect(await work.ledger.finish(held, null, 11)).toBe('lost');
    expect(await work.claimOne(12)).toMatchObject({ id: 'b' });
  });

  it('forgets what was finished long ago, but nothing that an open item may ask for', async () => {
    await work.add(item('old'), item('other', { key: 'acme/intercom/2' }));
    for (const claimed of await work.claim(10, 5))
      await work.ledger.finish(claimed, claimed.id, 11);
    await work.ledger.takeOver({
      ...nothing,
      group,
      from: 1,
      to: 2,
      add: [item('late', { seq: 2 })],
    });
    const forget = (before: number, limit = 10) => work.ledger.forget({ group, before, limit });
    expect(await forget(11)).toBe(0);
    expect(await forget(12)).toBe(1);
    const late = await work.claimOne(20);
    expect(late).toMatchObject({ id: 'late', earlier: ['old'] });
    await work.ledger.finish(late, null, 21);
    expect(await forget(30, 1)).toBe(1);
    expect(await forget(30)).toBe(1);
    expect(
      await work.ledger.takeOver({ ...nothing, group, from: 0, to: 1, add: [item('old')] }),
    ).toBe('stale');
  });

  it('keeps groups apart, even for one id', async () => {
    await work.add(item('a'));
    await work.ledger.takeOver({ ...nothing, group: 'timers', from: 0, to: 1, add: [item('a')] });
    const [mine] = await work.claim(10);
    const [theirs] = await work.ledger.claim({ group: 'timers', now: 10, limit: 5, leaseMs: 10 });
    if (!mine || !theirs) throw new Error('both groups have work');
    expect(await work.ledger.finish(mine, null, 11)).toBe('written');
    expect(await work.ledger.finish(theirs, null, 11)).toBe('written');
  });
};
