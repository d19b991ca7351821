import type { RecordedEvent } from '@deskstream/conversation-domain';
import type { Decision, RecordedEntry } from '../recorded';

/** Where a decision that was made again differs from the log first. */
export interface Difference {
  readonly seq: number;
  readonly eventId: string;
  readonly eventType: string;
  /** Path of the field, as in `data.checks.3.ok`; `id`, `type`, `events` (their number) or `stateHash`. */
  readonly field: string;
  /** As recorded. */
  readonly expected: string;
  /** As decided again. */
  readonly found: string;
  /** Recorded by an older version of the fold, perhaps with other rules. */
  readonly older: boolean;
}

/** `null`: the same to the byte. `decided` as text says why it could not be decided again. */
export const differenceOf = (
  decision: Decision,
  decided: readonly RecordedEvent[] | string,
  stateHash: string | undefined,
): Difference | null => {
  const tell = teller(decision, stateHash);
  const { entries } = decision;
  if (typeof decided === 'string')
    return tell(entries[0], ['input', 'one that can be decided on', decided]);
  const counts = [entries.length, decided.length] as const;
  for (const [index, entry] of entries.entries()) {
    const unlike = unlikeIn(entry, decided[index], counts);
    if (unlike !== null) return tell(entry, unlike);
  }
  const last = entries.at(-1) ?? entries[0];
  const unlike = unlikeAtEnd(last.stateHash, stateHash, counts);
  return unlike === null ? null : tell(last, unlike);
};

export type Unlike = readonly [field: string, expected: string, found: string];

const teller =
  ({ entries }: Decision, stateHash: string | undefined) =>
  ({ seq, event }: RecordedEntry, [field, expected, found]: Unlike): Difference => ({
    seq,
    eventId: event.id,
    eventType: event.type,
    field,
    expected: short(expected),
    found: short(found),
    older: foldOf(entries.at(-1)?.stateHash) !== foldOf(stateHash),
  });

type Counts = readonly [expected: number, found: number];

const numbers = ([expected, found]: Counts): Unlike => ['events', String(expected), String(found)];

const unlikeIn = (
  { event, olderShape }: RecordedEntry,
  decided: RecordedEvent | undefined,
  counts: Counts,
): Unlike | null => {
  if (decided === undefined) return numbers(counts);
  if (event.type !== decided.type) return ['type', event.type, decided.type];
  if (event.id !== decided.id) return ['id', event.id, decided.id];
  if (JSON.stringify(event.data) === JSON.stringify(decided.data)) return null;
  const unlike = unlikeField(event.data, decided.data, 'data');
  return unlike ?? (olderShape === true ? null : ['data', 'fields in another order', 'as decided']);
};

/** Depth first; `null` when nothing but the order of fields differs. */
export const unlikeField = (expected: unknown, found: unknown, path: string): Unlike | null => {
  if (Object.is(expected, found)) return null;
  if (!isTree(expected) || !isTree(found)) return [path, text(expected), text(found)];
  const names = new Set([...Object.keys(expected), ...Object.keys(found)]);
  for (const name of names) {
    const unlike = unlikeField(expected[name], found[name], `${path}.${name}`);
    if (unlike !== null) return unlike;
  }
  return null;
};

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** States are compared within one version of the fold only (ADR 11). */
const unlikeAtEnd = (
  recorded: string | undefined,
  decided: string | undefined,
  counts: Counts,
): Unlike | null => {
  if (counts[0] !== counts[1]) return numbers(counts);
  return recorded === undefined || foldOf(recorded) !== foldOf(decided) || recorded === decided
    ? null
    : ['stateHash', recorded, decided ?? ''];
};

const foldOf = (hash: string | undefined): string | undefined => hash?.split(':')[0];

const text = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

const short = (value: string): string => (value.length > 200 ? `${value.slice(0, 200)}…` : value);
