import { evolve, newConversation } from '@deskstream/conversation-domain';
import type { Folding } from './growing';
import type { Numbered, Span } from './spans.projection';
import { spansOf } from './spans.projection';

/** From a customer's message until nothing of theirs is open any more; further messages meanwhile belong to it. */
export interface Turn {
  /** `seq` of its first event. */
  readonly seq: number;
  readonly lastSeq: number;
  readonly startedAt: number;
  /** `null`: not over yet. */
  readonly endedAt: number | null;
  /** What the customer wrote in it. */
  readonly asked: readonly string[];
  /** What the AI or a person said to the customer in it. */
  readonly answered: readonly string[];
  /** How its messages ended, in order, each once. */
  readonly outcomes: readonly string[];
  readonly spans: readonly Span[];
}

/** Takes events in order. */
export const turnsOf = (
  events: readonly Numbered[],
  now: number | null = null,
): readonly Turn[] => {
  const folding = foldingTurns();
  for (const event of events) folding.take(event);
  return folding.seen()(now);
};

/** The turns until a moment; those that are over are the same objects each time. */
export type TurnsUntil = (now: number | null) => readonly Turn[];

export const foldingTurns = (): Folding<Numbered, TurnsUntil> => {
  const over: Turn[] = [];
  let open: Numbered[] = [];
  let state = newConversation;
  return {
    take: (numbered) => {
      state = evolve(state, numbered.event);
      if (open.length > 0 || state.open.length > 0) open.push(numbered);
      if (open.length === 0 || state.open.length > 0) return;
      over.push(turnOf(open, null));
      open = [];
    },
    seen: () => {
      const [before, underWay] = [[...over], [...open]];
      return (now) => (underWay.length === 0 ? before : [...before, turnOf(underWay, now)]);
    },
  };
};

const turnOf = (events: readonly Numbered[], now: number | null): Turn => {
  const first = events[0];
  const last = events.at(-1);
  if (first === undefined || last === undefined) throw new RangeError('a turn has events');
  return {
    seq: first.seq,
    lastSeq: last.seq,
    startedAt: first.event.at,
    endedAt: now === null ? last.event.at : null,
    asked: events.flatMap(({ event }) =>
      event.type === 'CustomerMessageReceived' ? [event.data.text] : [],
    ),
    answered: events.flatMap(({ event }) => said(event)),
    outcomes: [
      ...new Set(
        events.flatMap(({ event }) =>
          event.type === 'MessagesSettled' ? [event.data.outcome] : [],
        ),
      ),
    ],
    spans: spansOf(events, now),
  };
};

const said = (event: Numbered['event']): readonly string[] => {
  if (event.type === 'ReplyRequested') return [event.data.text];
  if (event.type === 'HandoffMessageRequested') return [event.data.text];
  return event.type === 'TeammateMessageReceived' && event.data.visibility === 'public'
    ? [event.data.text]
    : [];
};
