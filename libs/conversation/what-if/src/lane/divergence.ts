import type { ConversationEvent, RecordedEvent } from '@deskstream/conversation-domain';
import { unlikeField } from '../replay/difference';
import { isSameDecision, significant } from './significant';

/** The first decision that comes out differently. */
export interface Divergence {
  /** Of the event in the record. */
  readonly seq: number;
  /** When (ms). */
  readonly at: number;
  readonly inputType: string;
  /** In one line what tips it. */
  readonly because: string;
  /** The event in the record, and the candidate's; `null`: none there. */
  readonly recorded: RecordedEvent | null;
  readonly candidate: ConversationEvent | null;
}

export interface Decided {
  readonly seq: number;
  readonly at: number;
  readonly inputType: string;
  readonly recorded: readonly RecordedEvent[];
  readonly candidate: readonly ConversationEvent[];
}

export const divergenceOf = (decided: Decided): Divergence => {
  const { recorded, candidate, seq, at, inputType } = decided;
  const longest = Math.max(recorded.length, candidate.length);
  const places = Array.from({ length: longest }, (_, index) => index);
  const place = places.find((index) => !isSamePlace(decided, index)) ?? 0;
  const [was, is] = [recorded[place] ?? null, candidate[place] ?? null];
  return {
    seq: seq + place,
    at,
    inputType,
    because: tippedBy(was, is),
    recorded: was,
    candidate: is,
  };
};

const isSamePlace = ({ recorded, candidate }: Decided, index: number): boolean =>
  isSameDecision(recorded.slice(index, index + 1), candidate.slice(index, index + 1));

const tippedBy = (was: ConversationEvent | null, is: ConversationEvent | null): string => {
  const check = checkThatTips(was, is);
  if (check !== null) return check;
  return was === null || is?.type !== was.type
    ? `${nameOf(is)} in place of ${nameOf(was)}`
    : fieldThatTips(was, is);
};

const nameOf = (event: ConversationEvent | null): string => event?.type ?? 'nothing';

const fieldThatTips = (was: ConversationEvent, is: ConversationEvent): string => {
  const unlike = unlikeField(significant(was), significant(is), was.type);
  if (unlike === null) return was.type;
  const [field, expected, found] = unlike;
  return `${field}: ${found} in place of ${expected}`;
};

const checkThatTips = (
  was: ConversationEvent | null,
  is: ConversationEvent | null,
): string | null => {
  if (was?.type !== 'MessageJudged' || is?.type !== 'MessageJudged') return null;
  const before = new Map(was.data.checks.map(({ name, ok }) => [name, ok]));
  const tips = is.data.checks.find(({ name, ok }) => before.get(name) !== ok);
  if (tips === undefined) return null;
  const { name, expected, found, ok } = tips;
  return `${name}: expected ${expected}, found ${found}${ok ? ', which passes now' : ''}`;
};
