import type { EpochMs } from '@deskstream/kernel';
import type { Offset } from '@deskstream/port-event-log';
import type {
  ClaimedWork,
  Fenced,
  JournalEntry,
  QueueAge,
  QueueTerms,
  TakeOver,
  WorkLedger,
} from '@deskstream/port-work-ledger';
import { between } from './at';
import type { At } from './at';
import { agesOf, inTurn, readyAt, underTerms } from './memory-work-turns';
import { addItem, closeItem, headsOf, itemName } from './memory-work-state';
import type { MemoryWorkState, StoredItem } from './memory-work-state';

export const createMemoryWorkState = (): MemoryWorkState => ({
  checkpoints: new Map(),
  items: new Map(),
  open: new Map(),
  turn: new Map(),
});

export const createMemoryWorkLedger = (
  options: { state?: MemoryWorkState; at?: At } = {},
): WorkLedger => new MemoryWorkLedger(options.state ?? createMemoryWorkState(), options.at);

class MemoryWorkLedger implements WorkLedger {
  constructor(
    private readonly state: MemoryWorkState,
    private readonly at: At | undefined,
  ) {}

  takeOver(step: TakeOver): Promise<'taken' | 'stale'> {
    return between(this.at, 'ledger.takeOver', () => {
      const { group } = step;
      const place = placeOf(group, step.partition);
      if ((this.state.checkpoints.get(place) ?? 0) !== step.from) return 'stale';
      for (const item of step.add) addItem(this.state, group, structuredClone(item));
      for (const { id, because } of step.recall) this.#recall(group, id, because);
      for (const id of step.drop) this.#drop(group, id);
      this.state.checkpoints.set(place, step.to);
      return 'taken';
    });
  }

  checkpoint(group: string, partition: number): Promise<Offset> {
    return between(
      this.at,
      'ledger.checkpoint',
      () => this.state.checkpoints.get(placeOf(group, partition)) ?? 0,
    );
  }

  claim(request: Parameters<WorkLedger['claim']>[0]): Promise<readonly ClaimedWork[]> {
    return between(this.at, 'ledger.claim', () => {
      const { group, now, limit, leaseMs, perQueue = limit, terms = [] } = request;
      const due = headsOf(this.state, group).filter((head) => readyAt(head) <= now);
      const chosen = inTurn(due, this.state.turn.get(group), { terms, perQueue }).slice(0, limit);
      const last = chosen.at(-1);
      if (last) this.state.turn.set(group, last.queue);
      return chosen.map((stored) => this.#hand(stored, now + leaseMs));
    });
  }

  journal(claim: ClaimedWork, entry: JournalEntry, leaseUntil: EpochMs): Promise<Fenced> {
    return this.#write('ledger.journal', claim, (stored) => {
      stored.journal = [...stored.journal, structuredClone(entry)];
      stored.leaseUntil = leaseUntil;
    });
  }

  postpone(claim: ClaimedWork, dueAt: EpochMs): Promise<Fenced> {
    return this.#write('ledger.postpone', claim, (stored) => {
      stored.dueAt = dueAt;
      stored.token = null;
      stored.leaseUntil = 0;
    });
  }

  finish(claim: ClaimedWork, result: unknown, at: EpochMs): Promise<Fenced> {
    return this.#write('ledger.finish', claim, (stored) => {
      stored.finished = { result: structuredClone(result), at };
      stored.token = null;
      closeItem(this.state, stored);
    });
  }

  nextDue(group: string, terms: readonly QueueTerms[] = []): Promise<EpochMs | null> {
    return between(this.at, 'ledger.nextDue', () =>
      least(headsOf(this.state, group).filter(underTerms(terms)).map(readyAt)),
    );
  }

  forget({ group, before, limit }: Parameters<WorkLedger['forget']>[0]): Promise<number> {
    return between(this.at, 'ledger.forget', () => {
      const busy = new Set(headsOf(this.state, group).map(({ item }) => item.key));
      const old = [...this.state.items.values()]
        .filter((stored) => stored.group === group && !busy.has(stored.item.key))
        .filter(({ finished }) => finished && finished.at < before)
        .slice(0, limit);
      for (const { item } of old) this.state.items.delete(itemName(group, item.id));
      return old.length;
    });
  }

  stats(group: string): Promise<{ open: number; oldestDueAt: EpochMs | null }> {
    return between(this.at, 'ledger.stats', () => {
      const open = [...this.state.items.values()].filter(
        (stored) => stored.group === group && !stored.finished,
      );
      return { open: open.length, oldestDueAt: least(open.map(({ dueAt }) => dueAt)) };
    });
  }

  ages(group: string): Promise<readonly QueueAge[]> {
    return between(this.at, 'ledger.ages', () =>
      agesOf([...this.state.items.values()].filter((stored) => stored.group === group)),
    );
  }

  #write(call: string, claim: ClaimedWork, change: (stored: StoredItem) => void): Promise<Fenced> {
    return between(this.at, call, () => {
      const stored = [...groupsOf(this.state)]
        .map((group) => this.state.items.get(itemName(group, claim.id)))
        .find((found) => found?.token === claim.token);
      if (!stored || stored.finished) return 'lost';
      change(stored);
      return 'written';
    });
  }

  #recall(group: string, id: string, because: string): void {
    const stored = this.state.items.get(itemName(group, id));
    if (!stored || stored.finished || stored.recalled !== null) return;
    stored.recalled = because;
    stored.dueAt = 0;
  }

  #drop(group: string, id: string): void {
    const stored = this.state.items.get(itemName(group, id));
    if (!stored || stored.finished) return;
    closeItem(this.state, stored);
    this.state.items.delete(itemName(group, id));
  }

  #hand(stored: StoredItem, leaseUntil: EpochMs): ClaimedWork {
    stored.attempt += 1;
    stored.token = `${stored.item.id}#${stored.attempt}`;
    stored.leaseUntil = leaseUntil;
    return structuredClone({
      ...stored.item,
      dueAt: stored.dueAt,
      token: stored.token,
      attempt: stored.attempt,
      journal: stored.journal,
      recalled: stored.recalled,
      earlier: this.#earlier(stored),
    });
  }

  #earlier({ group, item }: StoredItem): readonly unknown[] {
    return [...this.state.items.values()]
      .filter(
        (other) =>
          other.group === group && other.item.key === item.key && other.item.seq < item.seq,
      )
      .sort((a, b) => a.item.seq - b.item.seq)
      .flatMap(({ finished }) => (finished ? [finished.result] : []));
  }
}

const placeOf = (group: string, partition: number): string => `${group}[${partition}]`;

const groupsOf = (state: MemoryWorkState): Iterable<string> => state.open.keys();

const least = (times: readonly EpochMs[]): EpochMs | null =>
  times.length === 0 ? null : times.reduce((a, b) => Math.min(a, b));
