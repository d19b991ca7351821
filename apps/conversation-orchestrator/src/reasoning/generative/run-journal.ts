import type { Clock, EpochMs } from '@deskstream/kernel';
import type { JournalEntry } from '@deskstream/port-work-ledger';
import { LostClaim } from '../lost-claim';
import type { Run, StepKind } from '../run-deps';

/** How one step is done, and what of its value is told. `T` is JSON. */
export interface Act<T> {
  act(): T | Promise<T>;
  tell(value: T): unknown;
}

/** What was tried of a call with effects, from the journal. */
export interface Tries {
  readonly intents: number;
  readonly absences: number;
  readonly unreadable: number;
}

/**
 * A run's memory in the work ledger. A step that was journaled is not done again: a run that is taken
 * up after a crash gets the value that was found then, and continues behind it. Journaled first, then
 * told: only the last step may still have to be told, and what is told is what was journaled (ADR 23).
 */
export class RunJournal {
  readonly #known = new Map<string, StepEntry>();
  readonly #tries = new Map<string, Tries>();
  readonly #last: number;
  #next = 0;
  #spentMs = 0;

  constructor(
    private readonly run: Pick<Run, 'claim' | 'tools' | 'tell'>,
    private readonly clock: Clock,
  ) {
    for (const entry of run.claim.journal) this.#remember(entry);
    this.#last = Math.max(-1, ...[...this.#known.values()].map(({ step }) => step));
  }

  /** Spent in steps, whichever process did them. */
  get spentMs(): number {
    return this.#spentMs;
  }

  async step<T>(kind: StepKind, key: string, { act, tell }: Act<T>): Promise<T> {
    const known = this.#known.get(key);
    const entry = known ?? (await this.#do(kind, key, act));
    this.#next = entry.step + 1;
    this.#spentMs += entry.tookMs;
    const value = entry.value as T;
    if (known === undefined || known.step === this.#last) {
      const { step, tookMs, at } = entry;
      await this.run.tell.step({ step, kind, detail: tell(value), tookMs }, at);
    }
    return value;
  }

  /** Durable before a call with effects leaves, and after each look whether it arrived. */
  async tried(key: string, what: Tried): Promise<void> {
    await this.#write(what === 'intent' ? 'intent' : 'read-back', { key, what });
    this.#tries.set(key, plusOne(this.triesOf(key), what));
  }

  triesOf(key: string): Tries {
    return this.#tries.get(key) ?? { intents: 0, absences: 0, unreadable: 0 };
  }

  async #do<T>(kind: StepKind, key: string, act: Act<T>['act']): Promise<StepEntry> {
    const began = this.clock.now();
    const value = await act();
    const at = this.clock.now();
    const entry = { step: this.#next, key, value, tookMs: at - began, at };
    await this.#write(kind === 'tool-result' ? 'attempt' : 'note', entry);
    return entry;
  }

  async #write(kind: JournalEntry['kind'], detail: unknown): Promise<void> {
    if ((await this.run.tools.journal(kind, detail)) === 'lost') throw new LostClaim();
  }

  #remember({ detail }: JournalEntry): void {
    if (isStep(detail)) this.#known.set(detail.key, detail);
    if (isTry(detail)) this.#tries.set(detail.key, plusOne(this.triesOf(detail.key), detail.what));
  }
}

/** Steps that a journal holds. */
export const journaledSteps = (journal: readonly JournalEntry[]): number =>
  journal.filter(({ detail }) => isStep(detail)).length;

interface StepEntry {
  readonly step: number;
  readonly key: string;
  readonly value: unknown;
  readonly tookMs: number;
  readonly at: EpochMs;
}

type Tried = 'intent' | 'absent' | 'unreadable';

interface TryEntry {
  readonly key: string;
  readonly what: Tried;
}

const isStep = (detail: unknown): detail is StepEntry =>
  typeof detail === 'object' && detail !== null && 'step' in detail && 'key' in detail;

const isTry = (detail: unknown): detail is TryEntry =>
  typeof detail === 'object' && detail !== null && 'what' in detail && 'key' in detail;

const plusOne = (tries: Tries, what: Tried): Tries => {
  switch (what) {
    // A new call may arrive late as well: what was looked for before it says nothing about it.
    case 'intent':
      return { intents: tries.intents + 1, absences: 0, unreadable: 0 };
    case 'absent':
      return { ...tries, absences: tries.absences + 1 };
    case 'unreadable':
      return { ...tries, unreadable: tries.unreadable + 1 };
  }
};
