import type { EpochMs } from '@deskstream/kernel';
import type { QueueAge, QueueTerms } from '@deskstream/port-work-ledger';
import type { StoredItem } from './memory-work-state';

/** Not before it is due, nor while a lease holds it. */
export const readyAt = (head: StoredItem): EpochMs => Math.max(head.dueAt, head.leaseUntil);

/** Whether an item may be claimed at all under the terms of its queue. */
export const underTerms = (terms: readonly QueueTerms[]): ((stored: StoredItem) => boolean) => {
  const byQueue = new Map(terms.map((each) => [each.queue, each]));
  return ({ queue, urgency }) => {
    const its = byQueue.get(queue);
    return its === undefined || (its.atMost > 0 && urgency <= its.leastUrgent);
  };
};

/** One of each queue, then the second of each …; the queue after `last` begins. */
export const inTurn = (
  due: readonly StoredItem[],
  last: string | undefined,
  { terms, perQueue }: { readonly terms: readonly QueueTerms[]; readonly perQueue: number },
): readonly StoredItem[] => {
  const byQueue = new Map(terms.map((each) => [each.queue, each]));
  const rank = new Map<string, number>();
  const after = (queue: string) => (last !== undefined && queue > last ? 0 : 1);
  const rankOf = ({ queue, urgency }: StoredItem) =>
    byQueue.get(queue)?.oldestFirst === true ? 0 : urgency;
  return due
    .filter(underTerms(terms))
    .sort(
      (a, b) => rankOf(a) - rankOf(b) || readyAt(a) - readyAt(b) || compare(a.item.id, b.item.id),
    )
    .map((stored) => {
      const round = rank.get(stored.queue) ?? 0;
      rank.set(stored.queue, round + 1);
      return { stored, round, queue: stored.queue };
    })
    .filter(({ queue, round }) => round < (byQueue.get(queue)?.atMost ?? perQueue))
    .sort(
      (a, b) => a.round - b.round || after(a.queue) - after(b.queue) || compare(a.queue, b.queue),
    )
    .map(({ stored }) => stored);
};

export const agesOf = (items: readonly StoredItem[]): readonly QueueAge[] => {
  const found = new Map<string, QueueAge>();
  for (const { item, queue, dueAt, finished } of items) {
    if (finished) continue;
    const { workspace, kind = '' } = item;
    const name = JSON.stringify([workspace, queue, kind]);
    const known = found.get(name) ?? { workspace, queue, kind, open: 0, oldestDueAt: dueAt };
    const oldestDueAt = Math.min(known.oldestDueAt, dueAt);
    found.set(name, { ...known, open: known.open + 1, oldestDueAt });
  }
  return [...found.values()].sort((a, b) => a.oldestDueAt - b.oldestDueAt);
};

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
