import type { RecordedEvent } from '@deskstream/conversation-domain';

/** One event of the log with what of its envelope a decision can be made again from. */
export interface RecordedEntry {
  readonly event: RecordedEvent;
  readonly seq: number;
  /** Id of the input that caused it. */
  readonly inputId: string;
  readonly settingsVersion: number;
  /** On the last event of each decision, as recorded. */
  readonly stateHash?: string;
  /** Stored in an older version of its shape: its bytes cannot be compared, its content can. */
  readonly olderShape?: boolean;
}

/** What followed from one input, as recorded. */
export interface Decision {
  readonly inputId: string;
  /** When the input was learned of (ms): the decision's only clock. */
  readonly at: number;
  readonly settingsVersion: number;
  readonly entries: readonly [RecordedEntry, ...RecordedEntry[]];
}

/** A stream, oldest first, as the decisions that it was written by. */
export const decisionsOf = (entries: readonly RecordedEntry[]): readonly Decision[] => {
  const decisions: [RecordedEntry, ...RecordedEntry[]][] = [];
  for (const entry of entries) {
    const last = decisions.at(-1);
    if (last?.[0].inputId === entry.inputId) last.push(entry);
    else decisions.push([entry]);
  }
  return decisions.map((own) => ({
    inputId: own[0].inputId,
    at: own[0].event.at,
    settingsVersion: own[0].settingsVersion,
    entries: own,
  }));
};
