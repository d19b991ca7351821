import { contradicts } from '@deskstream/contracts';
import type { Conversation } from '@deskstream/conversation-domain';
import { conversationDecider } from '@deskstream/conversation-domain';
import type { Facts } from './facts';
import type { Violation } from './observations';

/** Folding the log again gives the states that the orchestrator recorded; projections, built twice, agree. */
export const checkFold = ({ events, observed }: Facts): readonly Violation[] => {
  const states = new Map<string, Conversation>();
  const folded = events.flatMap(({ record, envelope, event }) => {
    const state = conversationDecider.evolve(
      states.get(record.key) ?? conversationDecider.initialState,
      event,
    );
    states.set(record.key, state);
    return contradicts(envelope.stateHash, state)
      ? [violation(`the fold differs from the state recorded with event ${envelope.id}`)]
      : [];
  });
  const projections = observed.projections
    .filter(({ kept, rebuilt }) => kept !== rebuilt)
    .map(({ name }) => violation(`projection ${name} differs from its second build`));
  return [...folded, ...projections];
};

const violation = (what: string): Violation => ({ property: 'P7', what });
