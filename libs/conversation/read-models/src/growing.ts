/** A projection under way: events go in one by one; what was seen is never changed afterwards. */
export interface Folding<E, R> {
  take(event: E): void;
  seen(): R;
}

/**
 * A projection of a list that grows: given the list again with more at its end, it reads the new
 * events alone; given another list, it begins anew. A function of the list, and quick.
 */
export const growing = <E, R>(begin: () => Folding<E, R>): ((events: readonly E[]) => R) => {
  let folding = begin();
  let read: readonly E[] = [];
  let seen = folding.seen();
  return (events) => {
    if (events === read) return seen;
    if (!goesOn(read, events)) {
      folding = begin();
      read = [];
    }
    for (let at = read.length; at < events.length; at += 1) folding.take(events[at] as E);
    read = events;
    seen = folding.seen();
    return seen;
  };
};

const goesOn = <E>(before: readonly E[], now: readonly E[]): boolean =>
  before.length <= now.length && before[0] === now[0] && before.at(-1) === now[before.length - 1];
