import type { ConversationSettings } from '../settings';
import type { Conversation } from '../state';
import type { Assignee, Channel, Check, HandoffCause, VerdictKind } from '../vocabulary';

/** What a verdict rests on. */
export interface Judged {
  /** The conversation with the message already folded in. */
  readonly state: Conversation;
  readonly settings: ConversationSettings;
  readonly channel: Channel;
  /** The topic of the message, or of the conversation where the message has none. */
  readonly topic: string | null;
  /** Read from the thread, and answered there already. */
  readonly context: boolean;
  /** Now (ms). */
  readonly at: number;
}

/** A failed check says what follows from it; the first one that failed decides. */
export type Finding = Check & {
  readonly instead?: Exclude<VerdictKind, 'answer'>;
  readonly cause?: HandoffCause;
};

export type Policy = (judged: Judged) => Finding;

/** Silence unless the policy says what else follows. */
export const check = (
  name: string,
  ok: boolean,
  words: { readonly expected: string; readonly found: string; readonly evidence?: string },
  otherwise: Pick<Finding, 'instead' | 'cause'> = {},
): Finding => ({ name, ok, ...words, ...(ok ? {} : otherwise) });

export const onOff = (on: boolean): string => (on ? 'on' : 'off');

export const ownerOf = (assignee: Assignee | null): string => {
  if (assignee === null) return 'unknown';
  return 'id' in assignee ? `${assignee.kind} ${assignee.id}` : assignee.kind;
};

export const isPerson = (
  owner: Assignee | null | undefined,
): owner is Extract<Assignee, { kind: 'teammate' | 'team' }> =>
  owner?.kind === 'teammate' || owner?.kind === 'team';

/** They took it over, were handed it, or are assigned: nothing visible to the customer is the AI's to do. */
export const peopleHaveIt = ({ withPerson, assignee }: Conversation): boolean =>
  withPerson !== null || isPerson(assignee);
