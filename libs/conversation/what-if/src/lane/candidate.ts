import type {
  Conversation,
  ConversationSettings,
  InputData,
  RecordedEvent,
} from '@deskstream/conversation-domain';
import type { Divergence } from './divergence';

/** What a run said, from a model that was asked for the what-if. */
export type Answered = Omit<InputData<'ReasoningFinished'>, 'runId'> & { readonly tookMs: number };

/** What is different. */
export interface Candidate {
  /** The rules that would have been in force in place of a version; `null` when it is not known. */
  settingsAt(version: number): ConversationSettings | null;
  /** Answers by run of the lane; see `Ask`. */
  readonly answers?: ReadonlyMap<string, Answered>;
  /** Another prompt, model or knowledge: recorded answers are not reused. */
  readonly rerun?: boolean;
}

/** A run that neither the record nor `answers` has a result for. */
export interface Ask {
  readonly runId: string;
  readonly messageIds: readonly string[];
  readonly purpose: 'reply' | 'suggestion';
  /** What the lane's log holds when the run is asked for. */
  readonly events: readonly RecordedEvent[];
}

/** A session as it would have gone. */
export interface Lane {
  readonly events: readonly RecordedEvent[];
  readonly state: Conversation;
  /** `null`: every decision is the recorded one. */
  readonly diverged: Divergence | null;
  /** Where a model must be asked; the lane took for granted that it would have answered well. */
  readonly asks: readonly Ask[];
}
