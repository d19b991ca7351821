import type { HandoffCause, Signals, Source } from '@deskstream/conversation-domain';
import type { Passage } from '@deskstream/port-knowledge';

/** The conversation as the answerer sees it, oldest first. */
export interface Turn {
  readonly role: 'customer' | 'teammate' | 'assistant';
  readonly text: string;
}

export type Draft =
  | {
      readonly kind: 'answer';
      readonly text: string;
      /** 0 to 1. */
      readonly confidence: number;
      readonly sources: readonly Source[];
    }
  | {
      readonly kind: 'unsure';
      readonly cause: HandoffCause;
      readonly confidence: number;
      readonly because: string;
    }
  /** Nothing is left to answer: the customer says that the last answer did it. */
  | { readonly kind: 'solved' };

/** Answers from passages. Must not invent; must say `unsure` rather than guess. */
export interface Answerer {
  /** Recorded with each run, with its version: `extractive/1`. */
  readonly name: string;
  /** What to look up for this conversation. */
  query(turns: readonly Turn[]): string;
  answer(
    question: { readonly turns: readonly Turn[]; readonly passages: readonly Passage[] },
    signal: AbortSignal,
  ): Promise<Draft>;
  /** What the customer's words show besides their question; recorded with the run. */
  signals?(turns: readonly Turn[]): Signals;
}
