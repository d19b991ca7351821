import type { Decider } from '@deskstream/kernel';
import { isDeepStrictEqual } from './deep-equal';
import { explain } from './explain';

interface Typed {
  readonly type: string;
}

/** A whole event, or its type where the data do not matter. */
export type Expected<Event extends Typed> = Event | Event['type'];

/** A decider whose fold takes recorded events, and whose decisions are not recorded yet. */
type Specified<Command, Event extends Typed, Recorded extends Typed, State, Context> = Pick<
  Decider<Command, Event, State, Context>,
  'initialState' | 'decide'
> & { evolve(state: State, event: Recorded): State };

export interface SpecOptions<Event, Recorded, Context> {
  /** Handed to every decision that `when` gives no other. */
  readonly context: Context;
  /** Records a decided event, for {@link Decided.thenState}. Default: as it is. */
  readonly record?: (event: Event, index: number) => Recorded;
}

export interface DeciderSpec<Command, Event extends Typed, Recorded, State, Context> {
  given(...events: readonly Recorded[]): Given<Command, Event, State, Context>;
}

export interface Given<Command, Event extends Typed, State, Context> {
  readonly state: State;
  when(command: Command, context?: Context): Decided<Event, State>;
}

export interface Decided<Event extends Typed, State> {
  /** What was decided, for questions that `then` does not ask. */
  readonly decided: readonly Event[];
  /** These events, in this order, and no others. */
  then(...expected: readonly Expected<Event>[]): Decided<Event, State>;
  thenNothing(): Decided<Event, State>;
  /** The state after the decision has at least these fields. */
  thenState(expected: Partial<State>): Decided<Event, State>;
}

export const deciderSpec = <
  Command extends Typed,
  Event extends Typed,
  Recorded extends Typed,
  State,
  Context,
>(
  decider: Specified<Command, Event, Recorded, State, Context>,
  options: SpecOptions<Event, Recorded, Context>,
): DeciderSpec<Command, Event, Recorded, State, Context> => ({
  given: (...past) => {
    const state = past.reduce(
      (before, event) => decider.evolve(before, event),
      decider.initialState,
    );
    return {
      state,
      when: (command, context = options.context) => {
        const decided = decider.decide(command, state, context);
        const after = () => evolveAll(decider, options, state, decided);
        return judged({ past, command, decided, after });
      },
    };
  },
});

interface Story<Event, State> {
  readonly past: readonly Typed[];
  readonly command: Typed;
  readonly decided: readonly Event[];
  after(): State;
}

const judged = <Event extends Typed, State>(story: Story<Event, State>): Decided<Event, State> => {
  const { decided } = story;
  const self: Decided<Event, State> = {
    decided,
    then: (...expected) => {
      const same =
        expected.length === decided.length &&
        expected.every((one, index) => matches(one, decided[index] as Event));
      if (!same) throw new Error(explain(story, expected));
      return self;
    },
    thenNothing: () => self.then(),
    thenState: (expected) => {
      const state = story.after();
      for (const field of Object.keys(expected) as (keyof State)[])
        if (!isDeepStrictEqual(state[field], expected[field]))
          throw new Error(
            `state.${String(field)} is ${JSON.stringify(state[field])}, expected ${JSON.stringify(expected[field])}`,
          );
      return self;
    },
  };
  return self;
};

const matches = <Event extends Typed>(expected: Expected<Event>, actual: Event): boolean =>
  typeof expected === 'string' ? actual.type === expected : isDeepStrictEqual(actual, expected);

const evolveAll = <Event extends Typed, Recorded extends Typed, State>(
  decider: { evolve(state: State, event: Recorded): State },
  { record }: Pick<SpecOptions<Event, Recorded, unknown>, 'record'>,
  from: State,
  events: readonly Event[],
): State =>
  events.reduce(
    (state, event, index) =>
      decider.evolve(state, record ? record(event, index) : (event as unknown as Recorded)),
    from,
  );
