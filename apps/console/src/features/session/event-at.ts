import type { StoredEvent } from '../../api/session';

/** Where an event stands in the session's list; -1: it is not in it. `seq` has no gaps, so the place is mostly known. */
export const placeOf = (events: readonly { readonly seq: number }[], seq: number): number => {
  const place = seq - (events[0]?.seq ?? 1);
  return events[place]?.seq === seq ? place : events.findIndex((each) => each.seq === seq);
};

export const eventAt = (events: readonly StoredEvent[], seq: number): StoredEvent | undefined =>
  events[placeOf(events, seq)];
