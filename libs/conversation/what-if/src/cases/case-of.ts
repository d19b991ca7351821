import { inputOf } from '../inputs/input-of';
import type { RecordedEntry } from '../recorded';
import { decisionsOf } from '../recorded';
import type { EvaluationCase } from './evaluation-set';
import { GIVEN_TYPES } from './evaluation-set';
import { conversationDecider } from '@deskstream/conversation-domain';

/**
 * What the world did in a recorded session, up to an event. Left out are the AI's own words coming back
 * and what people did about what the AI said is kept: a case is judged by its last customer message.
 */
export const givenOf = (
  entries: readonly RecordedEntry[],
  asOf = Number.MAX_SAFE_INTEGER,
): EvaluationCase['given'] => {
  const until = entries.filter(({ seq }) => seq <= asOf);
  let state = conversationDecider.initialState;
  const given: EvaluationCase['given'] = [];
  for (const decision of decisionsOf(until)) {
    const input = inputOf(decision, state);
    for (const { event } of decision.entries) state = conversationDecider.evolve(state, event);
    const [{ event }] = decision.entries;
    if (input === null || event.type === 'EchoRecognised' || event.type === 'InputIgnored')
      continue;
    if (TYPES.has(input.type))
      given.push({ type: input.type as Given['type'], at: input.at, data: input.data });
  }
  return given;
};

/** The last event at which the last customer message was not answered yet: what came later is no part of the question. */
export const askedAt = (entries: readonly RecordedEntry[]): number =>
  entries.findLast(({ event }) => event.type === 'CustomerMessageReceived')?.seq ?? 0;

type Given = EvaluationCase['given'][number];

const TYPES: ReadonlySet<string> = new Set(GIVEN_TYPES);
