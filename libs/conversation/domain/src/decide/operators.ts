import { peopleHaveIt } from '../policies/policy';
import type { DecideOn } from './decision';
import { event, ignored, then } from './decision';
import { handOff } from './handing-off';
import { idleMessages, silence } from './silence';

/** An operator of Deskstream hands the conversation to the team, with or without an open question. */
export const onHandedOff: DecideOn<'OperatorHandedOff'> = (input, state, settings) => {
  if (state.handoff !== null) return ignored(input.type, 'a handoff is under way');
  if (peopleHaveIt(state)) return ignored(input.type, 'a person has the conversation');
  const { operator, reason } = input.data;
  return handOff(
    { state, settings, at: input.at },
    {
      messageIds: [...idleMessages(state), ...state.awaiting],
      cause: 'operator',
      summary: `${operator}: ${reason}`,
    },
  );
};

/** *Autopilot*, *assist* or *watch only*, for this session. Leaving autopilot ends what the AI is about to do. */
export const onModeSet: DecideOn<'SessionModeSet'> = (input, state, settings) => {
  const set = [event('SessionModeSet', input.data)];
  if (input.data.mode === state.mode) return ignored(input.type, `the mode is ${state.mode}`);
  return then({ state, settings, at: input.at }, set, (next) =>
    input.data.mode === 'autopilot'
      ? []
      : silence(next.state, `the session was set to ${input.data.mode}`),
  );
};
