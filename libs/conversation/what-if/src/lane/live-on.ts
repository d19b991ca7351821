import type {
  Conversation,
  ConversationInput,
  RecordedEvent,
} from '@deskstream/conversation-domain';
import { conversationDecider } from '@deskstream/conversation-domain';
import type { Replayed, ReplayedDecision } from '../replay/replay-decisions';
import { askOf } from './ask-of';
import type { Ask, Candidate, Lane } from './candidate';
import type { Matches } from './matches';
import { matchesOf } from './matches';
import type { SessionRecord } from './record';
import { recordOf, REQUESTS } from './record';
import { Queue } from './queue';
import { reactionTo } from './reaction';
import { inputOfTheWorld } from './world';

export interface Start {
  readonly replayed: Replayed;
  readonly candidate: Candidate;
  /** Of the decision that comes out differently. */
  readonly place: number;
  readonly input: ConversationInput;
  /** State and events before it. */
  readonly state: Conversation;
  readonly events: readonly RecordedEvent[];
  readonly asks: readonly Ask[];
}

/** More inputs than any session has: a lane that goes round in circles ends here. */
const MOST_STEPS = 20_000;

/**
 * A virtual clock and a queue: the world's inputs at their recorded times, and what comes of the
 * lane's own requests. A request that the record has as well gets what came of it there, as much later
 * (or earlier) as it was made; any other is taken for done.
 */
export const liveOn = (start: Start): Omit<Lane, 'diverged'> => {
  const { replayed, candidate, place } = start;
  const record = recordOf(replayed.decisions);
  const matches = matchesOf(record, new Set(start.events.map(({ id }) => id)));
  const around = { record, matches, candidate };
  const lane: Living = {
    state: start.state,
    events: [...start.events],
    asks: [...start.asks],
    recalled: new Map(),
    queue: new Queue(),
    version: replayed.decisions[place]?.settingsVersion ?? 0,
  };
  takeUpPending(lane, around);
  awaitTheWorld(lane, around, { decisions: replayed.decisions, after: place });
  decide(lane, start.input, around);
  run(lane, around, horizonOf(replayed));
  return { events: lane.events, state: lane.state, asks: lane.asks };
};

/** A session that nobody recorded: only what the world does is given, the rest is the lane's own. */
export const playInputs = (
  inputs: readonly ConversationInput[],
  candidate: Candidate,
): Omit<Lane, 'diverged'> => {
  const record: SessionRecord = { requests: [], aiIds: new Set() };
  const around = { record, matches: matchesOf(record, new Set()), candidate };
  const lane: Living = {
    state: conversationDecider.initialState,
    events: [],
    asks: [],
    recalled: new Map(),
    queue: new Queue(),
    version: 0,
  };
  inputs.forEach((input, order) => lane.queue.add({ at: input.at, order, inputFor: () => input }));
  run(lane, around, Infinity);
  return { events: lane.events, state: lane.state, asks: lane.asks };
};

/** The lane under way. */
export interface Living {
  state: Conversation;
  readonly events: RecordedEvent[];
  readonly asks: Ask[];
  /** Requests that the lane took back, and why. */
  readonly recalled: Map<string, string>;
  readonly queue: Queue;
  /** Of the settings in force at this point of the record. */
  version: number;
}

interface Around {
  readonly candidate: Candidate;
  readonly record: SessionRecord;
  readonly matches: Matches;
}

/** Everything that the record still has to tell, each with the settings in force then. */
const awaitTheWorld = (
  lane: Living,
  around: Around,
  { decisions, after }: { readonly decisions: readonly ReplayedDecision[]; readonly after: number },
): void => {
  let latest = 0;
  decisions.forEach((decision, order) => {
    latest = Math.max(latest, decision.at);
    if (order <= after) return;
    lane.queue.add({
      at: latest,
      order,
      inputFor: () => {
        lane.version = decision.settingsVersion;
        return inputOfTheWorld(decision, around);
      },
    });
  });
};

const run = (lane: Living, around: Around, horizon: number): void => {
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const next = lane.queue.take();
    if (next === null || next.at > horizon) return;
    const input = next.inputFor(lane.state);
    if (input !== null) decide(lane, input, around);
  }
};

const decide = (lane: Living, input: ConversationInput, around: Around): void => {
  const settings = around.candidate.settingsAt(lane.version);
  if (settings === null) return;
  const decided = conversationDecider.decide(input, lane.state, settings);
  decided.forEach((event, index) => {
    const recorded: RecordedEvent = { ...event, id: `${input.id}.${index}`, at: input.at };
    lane.events.push(recorded);
    lane.state = conversationDecider.evolve(lane.state, recorded);
    if (recorded.type === 'DispatchRecalled')
      lane.recalled.set(recorded.data.commandId, recorded.data.because);
  });
  for (const event of lane.events.slice(-decided.length)) expect(lane, event, around);
};

/** Puts what comes of a request into the queue. */
const expect = (lane: Living, request: RecordedEvent, { candidate, matches }: Around): void => {
  if (!REQUESTS.has(request.type)) return;
  const found = matches.take(request);
  const reaction = reactionTo(lane, request, { candidate, found });
  if (reaction.ask) lane.asks.push(askOf(request.id, lane.events));
  lane.queue.add(reaction);
};

/** What was under way at the divergence has the same id in both. */
const takeUpPending = (lane: Living, { candidate, record }: Around): void => {
  const pending = pendingIn(lane.state);
  const byId = new Map(record.requests.map((request) => [request.id, request]));
  for (const event of lane.events) {
    if (!pending.has(event.id)) continue;
    const reaction = reactionTo(lane, event, { candidate, found: byId.get(event.id) ?? null });
    if (reaction.ask) lane.asks.push(askOf(event.id, lane.events));
    lane.queue.add(reaction);
  }
};

/** Ids of the requests that something is still to come of. */
const pendingIn = (state: Conversation): ReadonlySet<string | null | undefined> =>
  new Set([
    state.run?.runId,
    ...[state.reply, state.suggestion, state.handoff, state.reading].map((way) => way?.commandId),
    ...Object.keys(state.errands),
    ...Object.values(state.timers).map(({ timerId }) => timerId),
  ]);

/** A record that ends in the middle: beyond its end nothing is known. */
const horizonOf = ({ state, decisions }: Replayed): number => {
  const { run: thinking, reply, handoff, reading, timers } = state;
  const underWay = [thinking, reply, handoff, reading, timers.answer ?? null];
  return underWay.every((work) => work === null) ? Infinity : (decisions.at(-1)?.at ?? 0);
};
