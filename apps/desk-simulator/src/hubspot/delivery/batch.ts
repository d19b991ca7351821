import { chanceOf } from '../../desk/random';
import type { PortalEvent } from '../model';

/** How untidy the deliveries are; each is decided by the seed, from 0 to 1. */
export interface Untidiness {
  /** An event appears twice. Default 0.02. */
  readonly duplicate?: number;
  /** An event gets the `eventId` of an earlier one. Default 0.05. */
  readonly reusedEventId?: number;
  /** The order is lost within and across requests. Default true. */
  readonly shuffle?: boolean;
}

export interface NumberedEvent {
  readonly eventId: number;
  readonly subscriptionId: number;
  readonly event: PortalEvent;
  /** The fault that hit it, if any. */
  readonly fault: string | null;
}

/** The vendor puts at most so many events into one request. */
const MOST_EVENTS = 100;

/** Splits what is due into requests: some events twice, all in a random order. */
export const requestsOf = (
  due: readonly NumberedEvent[],
  untidiness: Untidiness,
  seed: string,
): readonly (readonly NumberedEvent[])[] => {
  const { duplicate = 0.02, shuffle = true } = untidiness;
  const all = due.flatMap((each, index) => {
    const twice = each.fault === 'duplicate' || chanceOf(seed, 'twice', index) < duplicate;
    return twice ? [each, each] : [each];
  });
  const ordered = shuffle ? shuffled(all, seed) : all;
  const count = Math.ceil(ordered.length / MOST_EVENTS);
  return Array.from({ length: count }, (_, index) =>
    ordered.slice(index * MOST_EVENTS, (index + 1) * MOST_EVENTS),
  );
};

/** The body of one try. `attempt` counts from 0, as in `attemptNumber`. */
export const bodyOf = (
  events: readonly NumberedEvent[],
  { portalId, appId, attempt }: { portalId: number; appId: number; attempt: number },
): string =>
  JSON.stringify(
    events.map(({ eventId, subscriptionId, event }) => ({
      eventId,
      subscriptionId,
      portalId,
      appId,
      occurredAt: event.occurredAt,
      subscriptionType: event.subscriptionType,
      attemptNumber: attempt,
      ...event.fields,
    })),
  );

const shuffled = <T>(items: readonly T[], seed: string): readonly T[] =>
  items
    .map((item, index) => ({ item, rank: chanceOf(seed, 'order', index) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
