/**
 * A pure state machine over events. `evolve` accepts every recorded event and never throws;
 * `decide` may answer with no events (nothing to do), and reads neither clock nor random numbers:
 * time and ids arrive in the command.
 */
export interface Decider<Command, Event, State, Context = void> {
  readonly initialState: State;
  decide(command: Command, state: State, context: Context): readonly Event[];
  evolve(state: State, event: Event): State;
}

/** Folds oldest first. */
export const fold = <Event, State>(
  decider: { evolve(state: State, event: Event): State },
  from: State,
  events: Iterable<Event>,
): State => {
  let state = from;
  for (const event of events) state = decider.evolve(state, event);
  return state;
};
