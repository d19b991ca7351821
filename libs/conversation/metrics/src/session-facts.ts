import type { Channel, HandoffCause } from '@deskstream/conversation-domain';

/** Who had a conversation. */
export type Holder = 'ai' | 'person' | 'nobody';

export interface HandoffFact {
  readonly cause: HandoffCause;
  readonly end: 'under-way' | 'confirmed' | 'contested' | 'failed';
}

/** What figures are counted from: one row a session. Times and durations in milliseconds. */
export interface SessionFacts {
  readonly seq: number;
  readonly channel: Channel | null;
  /** When the customer first wrote, by the help desk's clock; `null`: never. */
  readonly askedAt: number | null;
  readonly customerMessages: number;
  readonly aiReplies: number;
  /** Public ones. */
  readonly personReplies: number;
  readonly drafts: number;
  readonly draftsWithheld: number;
  readonly handoffs: readonly HandoffFact[];
  /** A person took the conversation over, or owned it from the start. */
  readonly personTookPart: boolean;
  /** Since when the customer waits for a public answer. */
  readonly waitingSince: number | null;
  readonly response: { readonly ms: number; readonly by: 'ai' | 'person' } | null;
  readonly aiResponseMs: number | null;
  /** Since when people owe the answer that the AI handed over. */
  readonly handedOverSince: number | null;
  readonly handoffResponseMs: number | null;
  /** The customer said that it is solved, or was quiet for the time of the settings. */
  readonly solved: 'said' | 'quiet' | null;
  readonly closed: boolean;
  /** Help desk's time of what `closed` is based on. */
  readonly statusAsOf: number;
  /** `null`: the clock stands, before the first message and while the conversation is closed. */
  readonly holder: Holder | null;
  readonly heldSince: number;
  readonly heldMs: Readonly<Record<Holder, number>>;
  /** Replies that were given up and asked for again. */
  readonly redriven: readonly string[];
}

export const emptyFacts: SessionFacts = {
  seq: 0,
  channel: null,
  askedAt: null,
  customerMessages: 0,
  aiReplies: 0,
  personReplies: 0,
  drafts: 0,
  draftsWithheld: 0,
  handoffs: [],
  personTookPart: false,
  waitingSince: null,
  response: null,
  aiResponseMs: null,
  handedOverSince: null,
  handoffResponseMs: null,
  solved: null,
  closed: false,
  statusAsOf: 0,
  holder: null,
  heldSince: 0,
  heldMs: { ai: 0, person: 0, nobody: 0 },
  redriven: [],
};
