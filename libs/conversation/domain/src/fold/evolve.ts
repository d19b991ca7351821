import type { EventType, RecordedEvent } from '../events';
import type { Conversation } from '../state';
import { contextEvolutions } from './context';
import type { EveryEvolution, Evolution } from './evolution';
import { handoffEvolutions } from './handoff';
import { messageEvolutions } from './messages';
import { ownershipEvolutions } from './ownership';
import { workEvolutions } from './work';

/** The fold. Accepts every recorded event in any state; never throws, never decides. */
export const evolve = (state: Conversation, event: RecordedEvent): Conversation => {
  const evolution = evolutions[event.type] as Evolution<EventType> | undefined;
  return evolution ? evolution(state, event) : state;
};

const evolutions: EveryEvolution = {
  ...messageEvolutions,
  ...ownershipEvolutions,
  ...contextEvolutions,
  ...workEvolutions,
  ...handoffEvolutions,
};
