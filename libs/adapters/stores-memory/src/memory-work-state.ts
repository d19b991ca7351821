import type { EpochMs } from '@deskstream/kernel';
import type { Offset } from '@deskstream/port-event-log';
import type { JournalEntry, Urgency, WorkItem } from '@deskstream/port-work-ledger';

export interface StoredItem {
  readonly group: string;
  readonly item: WorkItem;
  readonly queue: string;
  /** Its own, or that of a more urgent item behind it. */
  urgency: Urgency;
  dueAt: EpochMs;
  journal: readonly JournalEntry[];
  recalled: string | null;
  attempt: number;
  token: string | null;
  leaseUntil: EpochMs;
  finished: { readonly result: unknown; readonly at: EpochMs } | null;
}

/** Survives crashes; treat it as opaque. */
export interface MemoryWorkState {
  readonly checkpoints: Map<string, Offset>;
  /** By group and id. */
  readonly items: Map<string, StoredItem>;
  /** Open items by group and conversation, so that a claim looks at what is open only. */
  readonly open: Map<string, Map<string, StoredItem[]>>;
  /** Last queue served, by group. */
  readonly turn: Map<string, string>;
}

export const itemName = (group: string, id: string): string => `${group}\n${id}`;

export const addItem = (state: MemoryWorkState, group: string, item: WorkItem): void => {
  if (state.items.has(itemName(group, item.id))) return;
  const stored: StoredItem = {
    group,
    item,
    queue: item.queue ?? item.workspace,
    urgency: item.urgency ?? 0,
    dueAt: item.dueAt,
    journal: [],
    recalled: null,
    attempt: 0,
    token: null,
    leaseUntil: 0,
    finished: null,
  };
  state.items.set(itemName(group, item.id), stored);
  const queue = queuesOf(state, group).get(item.key) ?? [];
  queue.push(stored);
  queue.sort((a, b) => a.item.seq - b.item.seq || (a.item.id < b.item.id ? -1 : 1));
  for (const before of queue.slice(0, queue.indexOf(stored)))
    if (before.urgency > stored.urgency) before.urgency = stored.urgency;
  queuesOf(state, group).set(item.key, queue);
};

export const closeItem = (state: MemoryWorkState, stored: StoredItem): void => {
  const queues = queuesOf(state, stored.group);
  const rest = (queues.get(stored.item.key) ?? []).filter((other) => other !== stored);
  if (rest.length > 0) queues.set(stored.item.key, rest);
  else queues.delete(stored.item.key);
};

/** The lowest unfinished item of each conversation. */
export const headsOf = (state: MemoryWorkState, group: string): readonly StoredItem[] =>
  [...queuesOf(state, group).values()].flatMap(([head]) => (head ? [head] : []));

const queuesOf = (state: MemoryWorkState, group: string): Map<string, StoredItem[]> => {
  const queues = state.open.get(group) ?? new Map<string, StoredItem[]>();
  state.open.set(group, queues);
  return queues;
};
