import type {
  Conversation,
  ConversationEvent,
  ConversationInput,
  ConversationSettings,
  RecordedEvent,
} from '@deskstream/conversation-domain';
import { conversationDecider } from '@deskstream/conversation-domain';
import { inputOf } from '../inputs/input-of';
import type { Decision, RecordedEntry } from '../recorded';
import { decisionsOf } from '../recorded';
import type { Difference } from './difference';
import { differenceOf } from './difference';

/** How the log derives ids and proves states; injected, because hashing is not a rule. */
export interface Identity {
  eventIdOf(inputId: string, index: number): string;
  stateHash(state: Conversation): string;
}

export interface ReplayDeps {
  readonly identity: Identity;
  /** The rules of a version for this conversation's vendor; `null` when that version is not known. */
  settingsAt(version: number): ConversationSettings | null;
}

/** A recorded decision, and the input it was made on. */
export interface ReplayedDecision extends Decision {
  readonly input: ConversationInput | null;
  /** What it leads to now, with the settings of then; `null`: what was recorded, or it cannot be decided again. */
  readonly again: readonly RecordedEvent[] | null;
}

export interface Replayed {
  readonly decisions: readonly ReplayedDecision[];
  /** How many were made again to the byte: events, ids and the hash of the state after them. */
  readonly reproduced: number;
  /** Of the others those that an older version of the fold recorded (ADR 11). */
  readonly older: number;
  /** One for each decision that came out differently. */
  readonly differences: readonly Difference[];
  readonly state: Conversation;
}

/** Decides everything again, each time with the settings that were in force, and compares with the log. */
export const replayDecisions = (entries: readonly RecordedEntry[], deps: ReplayDeps): Replayed => {
  const decisions: ReplayedDecision[] = [];
  const differences: Difference[] = [];
  let state = conversationDecider.initialState;
  for (const decision of decisionsOf(entries)) {
    const input = inputOf(decision, state);
    const after = folded(state, decision);
    const decided = decideAgain({ input, decision, state }, deps);
    const difference = differenceOf(decision, decided, hashOf(decided, { after, decision }, deps));
    if (difference !== null) differences.push(difference);
    const again = difference === null || typeof decided === 'string' ? null : decided;
    decisions.push({ ...decision, input, again });
    state = after;
  }
  return {
    decisions,
    reproduced: decisions.length - differences.length,
    older: differences.filter(({ older }) => older).length,
    differences,
    state,
  };
};

const folded = (state: Conversation, { entries }: Decision): Conversation =>
  entries.reduce((before, { event }) => conversationDecider.evolve(before, event), state);

interface Again {
  readonly input: ConversationInput | null;
  readonly decision: Decision;
  readonly state: Conversation;
}

const decideAgain = (
  { input, decision, state }: Again,
  { settingsAt, identity }: ReplayDeps,
): readonly RecordedEvent[] | string => {
  const settings = settingsAt(decision.settingsVersion);
  if (settings === null) return `settings version ${decision.settingsVersion} is not known`;
  if (input === null) return 'no input of this version leads to this event';
  return conversationDecider
    .decide(input, state, settings)
    .map((event, index) => recordedAs(event, identity.eventIdOf(input.id, index), input.at));
};

const recordedAs = (event: ConversationEvent, id: string, at: number): RecordedEvent => ({
  ...event,
  id,
  at,
});

/** The fold of equal events is equal, so it is hashed once, and only where a hash was recorded. */
const hashOf = (
  decided: readonly RecordedEvent[] | string,
  { after, decision }: { readonly after: Conversation; readonly decision: Decision },
  { identity }: ReplayDeps,
): string | undefined =>
  typeof decided === 'string' || decision.entries.at(-1)?.stateHash === undefined
    ? undefined
    : identity.stateHash(after);
