import type {
  Conversation,
  ConversationEvent,
  ConversationInput,
  RecordedEvent,
} from '@deskstream/conversation-domain';
import { conversationDecider } from '@deskstream/conversation-domain';
import type { Replayed, ReplayedDecision } from '../replay/replay-decisions';
import { askOf } from './ask-of';
import type { Ask, Candidate, Lane } from './candidate';
import { divergenceOf } from './divergence';
import { liveOn } from './live-on';
import { isSameDecision } from './significant';

/**
 * The session as it would have gone with the candidate. Follows the record for as long as every
 * decision is the same; from the first that is not, the lane lives on by itself (`liveOn`).
 */
export const runLane = (replayed: Replayed, candidate: Candidate): Lane => {
  const events: RecordedEvent[] = [];
  const asks: Ask[] = [];
  let state = conversationDecider.initialState;
  for (const [place, decision] of replayed.decisions.entries()) {
    const input = inputFor(decision, candidate);
    if (input?.type === 'ReasoningFinished' && isUnanswered(input, candidate))
      asks.push(askOf(input.data.runId, events));
    const decided = decidedOtherwise(decision, { input, state }, candidate);
    if (decided !== null && input !== null) {
      const { entries, at } = decision;
      const diverged = divergenceOf({
        seq: entries[0].seq,
        at,
        inputType: input.type,
        recorded: entries.map(({ event }) => event),
        candidate: decided,
      });
      const lived = liveOn({ replayed, candidate, place, input, state, events, asks });
      return { ...lived, diverged };
    }
    for (const { event } of decision.entries) {
      events.push(event);
      state = conversationDecider.evolve(state, event);
    }
  }
  return { events, state, diverged: null, asks };
};

const inputFor = (
  { input }: ReplayedDecision,
  { answers }: Candidate,
): ConversationInput | null => {
  if (input?.type !== 'ReasoningFinished') return input;
  const answer = answers?.get(input.data.runId);
  if (answer === undefined) return input;
  const { tookMs: _tookMs, ...data } = answer;
  return { ...input, data: { runId: input.data.runId, ...data } };
};

const isUnanswered = (
  { data: { runId } }: Extract<ConversationInput, { type: 'ReasoningFinished' }>,
  { rerun, answers }: Candidate,
): boolean => rerun === true && answers?.has(runId) !== true;

/**
 * `null`: what was recorded. A decision that today's rules make otherwise anyhow, with the settings of
 * then, is no finding of the what-if: the record is followed unless the candidate changes it further.
 */
const decidedOtherwise = (
  decision: ReplayedDecision,
  { input, state }: { readonly input: ConversationInput | null; readonly state: Conversation },
  candidate: Candidate,
): readonly ConversationEvent[] | null => {
  const settings = candidate.settingsAt(decision.settingsVersion);
  if (input === null || settings === null) return null;
  const decided = conversationDecider.decide(input, state, settings);
  const usual = decision.again ?? decision.entries.map(({ event }) => event);
  return isSameDecision(usual, decided) ? null : decided;
};
